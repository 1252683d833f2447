"""Upload → check → facts → marts → audit. One transaction per file; killed anywhere, the database is as before."""

from dashboard.loading.plan import LoadRefused
from dashboard.loading.service import Loading

__all__ = ["LoadRefused", "Loading"]
