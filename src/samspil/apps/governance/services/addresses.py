"""Addresses of people without an account, as somebody writes them, one to a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem


def addresses_in(said: str) -> list[str]:
    """What is written one to a line, or with commas or semicolons between."""
    return [one.strip() for one in said.replace(",", "\n").replace(";", "\n").splitlines() if one.strip()]


def checked_addresses(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each address, in small letters, with its group.

    Raises:
        RefusedError: ``invited_not_an_address``, ``invited_in_two_groups``.
    """
    found: dict[str, str] = {}
    for group, addresses in groups.items():
        for said in addresses:
            address = said.strip().lower()
            try:
                validate_email(address)
            except ValidationError:
                raise RefusedError(Problem("invited_not_an_address", {"found": said[:80]})) from None
            if found.setdefault(address, group) != group:
                raise RefusedError(Problem("invited_in_two_groups", {"address": address}))
    return found
