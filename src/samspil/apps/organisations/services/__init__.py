"""Changes of organisations, people and what they hold. Each writes the journal with it."""

from samspil.apps.organisations.services.founding import (
    admit_member,
    found_organisation,
    move_secretariat,
    show_the_way,
)
from samspil.apps.organisations.services.holding import Held, end_holding, give
from samspil.apps.organisations.services.numbering import next_case_number
from samspil.apps.organisations.services.people import add_person, add_unit, let_act

__all__ = [
    "Held",
    "add_person",
    "add_unit",
    "admit_member",
    "end_holding",
    "found_organisation",
    "give",
    "let_act",
    "move_secretariat",
    "next_case_number",
    "show_the_way",
]
