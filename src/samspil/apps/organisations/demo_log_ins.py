"""The log-ins that the example offers: eight roles, each with what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class LogIn:
    """One log-in: a role in one organisation, and a seat in the association where it has one."""

    email: str
    code: str
    role: str
    name: str | Promise
    where: str
    in_association: str = ""


_ASSOCIATION: Final = "Den Storkøbenhavnske Digitaliseringsforening"

LOG_INS: Final = (
    LogIn("medarbejder@eksempel.dk", "0167", "employee", _("Employee in a specialist area"), "Hvidovre"),
    LogIn("ekspert@eksempel.dk", "0167", "it_expert", _("Expert in the screening group"), "Hvidovre"),
    LogIn(
        "chef@eksempel.dk",
        "0167",
        "head_of_digitalisation",
        _("Head of digitalisation"),
        "Hvidovre",
        "digital_heads/head_0167",
    ),
    LogIn("sekretaer@eksempel.dk", "0169", "council_secretary", _("Head of secretariat"), "Høje-Taastrup"),
    LogIn("koordinator@eksempel.dk", "", "coordinator", _("Coordinator in the secretariat"), _ASSOCIATION),
    LogIn(
        "direktoer@eksempel.dk",
        "0169",
        "director",
        _("Director"),
        "Høje-Taastrup",
        "board/director_0169",
    ),
    LogIn("konsulent@eksempel.dk", "0165", "consultant_care", _("Business consultant"), "Albertslund"),
    LogIn("revisor@eksempel.dk", "", "auditor", _("Auditor, reads only"), _ASSOCIATION),
)


def is_offered(email: str) -> bool:
    """Whether it is one of these."""
    return any(one.email == email for one in LOG_INS)
