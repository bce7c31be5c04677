"""Changes of organisations, people and what they hold. Each writes the journal with it."""

from samspil.apps.organisations.services.founding import found_organisation, show_the_way
from samspil.apps.organisations.services.holding import Held, end_holding, give
from samspil.apps.organisations.services.members import (
    admit_member,
    admit_municipality,
    house_with_member,
    let_member_go,
    move_secretariat,
)
from samspil.apps.organisations.services.numbering import next_case_number, next_case_numbers
from samspil.apps.organisations.services.people import (
    NewPerson,
    add_person,
    add_unit,
    let_act,
    take_on,
)

__all__ = [
    "Held",
    "NewPerson",
    "add_person",
    "add_unit",
    "admit_member",
    "admit_municipality",
    "end_holding",
    "found_organisation",
    "give",
    "house_with_member",
    "let_act",
    "let_member_go",
    "move_secretariat",
    "next_case_number",
    "next_case_numbers",
    "show_the_way",
    "take_on",
]
