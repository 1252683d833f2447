"""Passwords: argon2id with 19 MiB, two passes, one lane, at most four at once.

These figures hold the log-in of a whole school's teachers on two cores (about 40 a second); the library's
defaults would take ten times the memory, which on a small server is a way to stop it.
"""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_at_once = BoundedSemaphore(4)
# Checked when there is no such account, so that the answer takes as long.
_NOBODY = _hasher.hash("there is no such account")


def hash_password(password: str) -> str:
    """The stored form of a password."""
    with _at_once:
        return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; takes the same time when there is no account (None)."""
    with _at_once:
        try:
            _hasher.verify(password_hash or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None
