"""Change agents: who can be asked about a topic, here and among the members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ChangeAgent
from samspil.core.word_search import index_words, search_words
from samspil.kit.sharing import door

SHARED_AGENT: Final = "change_agent"
MOST: Final = 100
# For how long somebody is listed: a year, as with an invitation nobody decides otherwise (assumed).
LISTED: Final = relativedelta(years=1)


@dataclass(frozen=True, slots=True)
class AgentLine:
    """Somebody to ask. The name is told in their own organisation alone."""

    function: str
    topics: str
    organisation: str
    name: str
    is_own: bool


def own_agent(acting: Acting, on: date) -> ChangeAgent | None:
    """What somebody has said of themselves."""
    rows = standing(on).filter(organisation_id=acting.organisation_id, person=acting.person)
    return rows.first()


def listed_until(row: ChangeAgent) -> date:
    """The first day that somebody is no longer listed, unless they say it again before."""
    return (row.renewed_on or row.since) + LISTED


def find_agents(acting: Acting, said: str, on: date) -> list[AgentLine]:
    """Who can be asked: all in alphabetical order, or the best met first. Four questions."""
    own = list(standing(on).filter(organisation_id=acting.organisation_id))
    with door.readable(SHARED_AGENT, on) as shared:
        others = standing(on).filter(person__in=shared, shows_to_members=True)
        elsewhere = list(others.exclude(organisation_id=acting.organisation_id))
    names = names_of(one.person for one in own)
    lines = [_line(one, names.get(one.person, ""), is_own=True) for one in own]
    lines += [_line(one, "", is_own=False) for one in elsewhere]
    return _found(lines, said)[:MOST]


def standing(on: date) -> QuerySet[ChangeAgent]:
    """The change agents in scope that have not withdrawn, and have said so within a year of a day."""
    said = Coalesce("renewed_on", "since")
    rows = ChangeAgent.objects.alias(said=said).filter(until=None, said__gt=on - LISTED)
    return rows.select_related("organisation")


def _line(row: ChangeAgent, name: str, *, is_own: bool) -> AgentLine:
    return AgentLine(row.function, row.topics, row.organisation.name, name, is_own)


def _found(lines: Iterable[AgentLine], said: str) -> list[AgentLine]:
    ordered = sorted(lines, key=lambda one: (not one.is_own, one.organisation, one.function))
    if not said.strip():
        return ordered
    index = index_words({str(place): (one.topics, one.function) for place, one in enumerate(ordered)})
    return [ordered[int(key)] for key in search_words(index, said, MOST)]
