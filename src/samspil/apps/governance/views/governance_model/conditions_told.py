"""A draft's condition in words, with its numbers as they are now; also where no form can ask it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from samspil.apps.governance.forms.model_choices import Choices
from samspil.apps.governance.forms.model_conditions import COMPARED, UNITS


def condition_told(when: object, choices: Choices) -> str:
    """``Amount: at most The limit (DKK 100,000) and needs a new appropriation: no``; nothing for none."""
    clauses = [] if when is None else when if isinstance(when, list) else [when]
    told = [_(" and ").join(_tests(clause, choices)) for clause in clauses]
    return _("; or else ").join(told)


def _tests(clause: object, choices: Choices) -> Iterator[str]:
    names = dict(choices.names("attributes"))
    for attribute, test in clause.items() if isinstance(clause, Mapping) else ():
        told = {"name": names.get(str(attribute), attribute), "test": _test(str(attribute), test, choices)}
        yield _("%(name)s: %(test)s") % told


def _test(attribute: str, test: object, choices: Choices) -> str:
    if isinstance(test, bool):
        return choices.words.yes_or_no(test)
    if isinstance(test, Mapping):
        compared, numbers = dict(COMPARED), dict(choices.parameters(*sum(UNITS.values(), ())))
        return _(" and ").join(
            f"{compared.get(str(sort), sort)} {numbers.get(str(one), one)}" for sort, one in test.items()
        )
    values = dict(choices.values(attribute))
    listed = test if isinstance(test, list) else [test]
    return _(" or ").join(values.get(str(one), str(one)) for one in listed)
