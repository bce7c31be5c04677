"""What whoever answers for a member's own part is told when the common plan comes or changes (F4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.models import Initiative
from samspil.wording.words import Words

# A letter names so many; the rest it counts.
NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A member's own part of a common initiative, and what the journal was told of its plan."""

    initiative_id: int
    initiative: UUID
    number: str
    title: str
    is_mandatory: bool
    names: Mapping[UUID, str]
    facts: Mapping[str, Any]

    def has_come(self, _words: Words) -> tuple[str, str]:
        """The letter about a part that is new."""
        title = _("A common initiative has come: %(title)s") % {"title": self.title}
        text = _("It stands in your portfolio as %(number)s with the common plan. Say who leads it with you.")
        if self.is_mandatory:
            text = _(
                "It is mandatory, and stands in your portfolio as %(number)s with the common plan. Say who"
                " leads it with you."
            )
        return title, text % {"number": self.number}

    def has_moved(self, words: Words) -> tuple[str, str]:
        """The letter about a plan that is another."""
        title = _("The common plan has changed: %(title)s") % {"title": self.title}
        said = list(self._changes(words))
        more = len(said) - NAMED
        if more > 0:
            said[NAMED:] = [ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more}]
        said.append(_("Where it does not suit you, you can deviate with a reason."))
        return title, "\n".join(said)

    def _changes(self, words: Words) -> Iterator[str]:
        for one in self.facts["moved"]:
            text = _("“%(milestone)s” is now planned for %(now)s; it was %(was)s.")
            days = {key: words.day(date.fromisoformat(one[key])) for key in ("now", "was")}
            yield text % {"milestone": self._name(one["milestone"]), **days}
        for key in self.facts["came"]:
            yield _("“%(milestone)s” is new in it.") % {"milestone": self._name(key)}
        for key in self.facts["gone"]:
            text = _("“%(milestone)s” is no longer in it; you keep yours.")
            yield text % {"milestone": self._name(key)}

    def _name(self, key: str) -> str:
        return self.names.get(UUID(key), "")


def own_part(initiative: UUID, facts: Mapping[str, Any]) -> OwnPart | None:
    """A part of ours with the names of its plan; nothing where it is over."""
    row = Initiative.objects.filter(public_id=initiative, end="").first()
    if row is None:
        return None
    names = _names(row.milestones.filter(common__isnull=False).values_list("common", "name"))
    return OwnPart(row.pk, row.public_id, row.number, row.title, row.is_mandatory, names, facts)


def _names(rows: Iterable[tuple[UUID | None, str]]) -> dict[UUID, str]:
    return {key: name for key, name in rows if key is not None}
