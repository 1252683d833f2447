"""Who keeps a register where: directors those of their own organisation, coordinators all of their mechanism."""

from __future__ import annotations

from dashboard.catalogue import Register
from dashboard.views.municipal_values import KINDERGARTEN
from data_access.queries.places import Place
from data_access.viewer import Refused, Viewer

NAMES_ONLY = (
    "В этом реестре имена. Чтобы его вести, нужно право на персональные данные, "
    "его даёт управление образования."
)
NOT_YOURS = "Этот реестр ведёт координатор механизма."
OTHER_MECHANISM = "Этот реестр ведёт координатор другого механизма."
OTHER_KIND = "Этот реестр ведут не в таких организациях."


def fits_place(register: Register, place: Place) -> bool:
    """Whether lines of the register may stand at this place: organisations of its kind, the municipality for what a
    coordinator keeps."""
    if place.kind != "school":
        return register.keeper == "coordinator"
    return register.level != "kindergarten" or place.school_kind == KINDERGARTEN


def refusal_to_keep(viewer: Viewer, register: Register, place: Place) -> str:
    """Why the viewer may not write in the register here, as a sentence; empty when they may."""
    if viewer.sees_municipality:
        if viewer.mechanism not in ("", register.mechanism):
            return OTHER_MECHANISM
    elif register.keeper != "director" or place.id not in viewer.school_ids:
        return NOT_YOURS
    if not fits_place(register, place):
        return OTHER_KIND
    return NAMES_ONLY if register.is_personal and not viewer.sees_names else ""


def require_keeper(viewer: Viewer, register: Register, place: Place) -> None:
    """Raises Refused with the sentence."""
    if sentence := refusal_to_keep(viewer, register, place):
        raise Refused(sentence)
