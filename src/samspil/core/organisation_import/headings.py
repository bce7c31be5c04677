"""What the columns of the lists are called, in KITOS' templates and in the lists people make themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

_REQUIRED = re.compile(r"\((?:påkrævet|required|påkrevd)\)|\*")
_SEPARATORS = re.compile(r"[\s_\-./]+")


class ListOf(StrEnum):
    """What a table lists: one unit, one person or one role of a person a row."""

    UNITS = "units"
    PEOPLE = "people"
    ROLES = "roles"


# Sheets of KITOS' templates, of the older organisation template, and the plain words.
_SHEETS: Final[Mapping[ListOf, tuple[str, ...]]] = {
    ListOf.UNITS: ("organisationsenheder", "organisation", "enheder", "afdelinger", "units", "enheter"),
    ListOf.PEOPLE: ("brugere", "personer", "medarbejdere", "ansatte", "people", "users", "brukere"),
    ListOf.ROLES: ("organisationsrolle", "organisationsroller", "roller", "roles"),
}
_UNIT: Final = {
    "id": (
        "id",
        "enhedsid",
        "enhedid",
        "enheds id",
        "uuid",
        "external id",
        "eksternt id",
        "enhets id",
        "enhetsid",
    ),
    "name": (
        "afdelingsnavn",
        "enhedsnavn",
        "enhed",
        "afdeling",
        "navn",
        "unit",
        "name",
        "enhetsnavn",
        "enhet",
    ),
    "parent": (
        *("overordnet afdeling", "overordnet enhed", "overordnet", "parent", "parent id", "overordnet id"),
        *("overordnet enhet", "hører under", "reports to"),
    ),
    "short_code": ("kort kode", "kortkode", "forkortelse", "kode", "short code"),
    "ean": ("ean nummer", "ean nr", "ean", "gln", "ean lokationsnummer"),
}
_PERSON: Final = {
    "name": ("navn", "fulde navn", "name", "full name", "medarbejder", "fullt navn"),
    "first_name": ("fornavn", "first name", "fornavne"),
    "last_name": ("efternavn", "last name", "etternavn", "surname"),
    "email": ("email", "e mail", "mail", "e mailadresse", "mailadresse", "email address", "e post", "epost"),
    "unit": ("enhed", "afdeling", "enheds id", "enhedsid", "unit", "afdelingsnavn", "enhet", "unit id"),
    "roles": ("rolle", "roller", "role", "roles", "stilling", "funktion"),
}
_ROLE: Final = {
    "unit": ("afdelingsnavn", "enhed", "afdeling", "unit", "enhet"),
    "role": ("organisationsrolle", "rolle", "role"),
    "person": ("bruger", "person", "email", "e mail", "user", "bruker"),
}
COLUMNS: Final[Mapping[ListOf, Mapping[str, tuple[str, ...]]]] = {
    ListOf.UNITS: _UNIT,
    ListOf.PEOPLE: _PERSON,
    ListOf.ROLES: _ROLE,
}
# What a list cannot do without; of several, any one set.
NEEDED: Final[Mapping[ListOf, tuple[tuple[str, ...], ...]]] = {
    ListOf.UNITS: (("name",),),
    ListOf.PEOPLE: (("email",), ("name", "first_name")),
    ListOf.ROLES: (("unit",), ("role",), ("person",)),
}


def plain_heading(text: str) -> str:
    """A heading without what people decorate it with.

    >>> plain_heading("E-mail  (påkrævet)"), plain_heading("EAN_nummer*")
    ('e mail', 'ean nummer')
    """
    return _SEPARATORS.sub(" ", _REQUIRED.sub("", text.casefold())).strip()


def list_of(sheet: str) -> ListOf | None:
    """What a sheet of that name lists, if it is known.

    >>> list_of("Organisationsenheder"), list_of("Opgave")
    (<ListOf.UNITS: 'units'>, None)
    """
    plain = plain_heading(sheet)
    return next((sort for sort, names in _SHEETS.items() if plain in names), None)


def list_by_headings(headings: tuple[str, ...]) -> ListOf | None:
    """What a table lists, by its headings: people have e-mail, units a parent or an id."""
    plain = {plain_heading(heading) for heading in headings}
    if plain & set(_PERSON["email"]):
        return ListOf.PEOPLE
    if plain & set(_UNIT["parent"]) or (plain & set(_UNIT["id"]) and plain & set(_UNIT["name"])):
        return ListOf.UNITS
    return None


def columns_of(sort: ListOf, headings: tuple[str, ...]) -> dict[str, list[int]]:
    """Which columns, from 0, carry what; more than one is for the caller to refuse."""
    plain = [plain_heading(heading) for heading in headings]
    found = {
        name: [at for at, heading in enumerate(plain) if heading in known]
        for name, known in COLUMNS[sort].items()
    }
    return {name: at for name, at in found.items() if at}
