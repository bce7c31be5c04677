"""Change agents: who can be asked about a topic, here and among the members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ChangeAgent
from samspil.core.word_search import index_words, search_words
from samspil.kit.sharing import door

SHARED_AGENT: Final = "change_agent"
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class AgentLine:
    """Somebody to ask. The name is told in their own organisation alone."""

    function: str
    topics: str
    organisation: str
    name: str
    is_own: bool


def own_agent(acting: Acting) -> ChangeAgent | None:
    """What somebody has said of themselves."""
    rows = ChangeAgent.objects.filter(organisation_id=acting.organisation_id, person=acting.person)
    return rows.filter(until=None).first()


def find_agents(acting: Acting, said: str, on: date) -> list[AgentLine]:
    """Who can be asked: all in alphabetical order, or the best met first. Four questions."""
    own = list(_standing().filter(organisation_id=acting.organisation_id))
    with door.readable(SHARED_AGENT, on) as shared:
        others = _standing().filter(person__in=shared, shows_to_members=True)
        elsewhere = list(others.exclude(organisation_id=acting.organisation_id))
    names = names_of(one.person for one in own)
    lines = [_line(one, names.get(one.person, ""), is_own=True) for one in own]
    lines += [_line(one, "", is_own=False) for one in elsewhere]
    return _found(lines, said)[:MOST]


def _standing() -> QuerySet[ChangeAgent]:
    """The change agents in scope now."""
    return ChangeAgent.objects.filter(until=None).select_related("organisation")


def _line(row: ChangeAgent, name: str, *, is_own: bool) -> AgentLine:
    return AgentLine(row.function, row.topics, row.organisation.name, name, is_own)


def _found(lines: Iterable[AgentLine], said: str) -> list[AgentLine]:
    ordered = sorted(lines, key=lambda one: (not one.is_own, one.organisation, one.function))
    if not said.strip():
        return ordered
    index = index_words({str(place): (one.topics, one.function) for place, one in enumerate(ordered)})
    return [ordered[int(key)] for key in search_words(index, said, MOST)]
