"""Later versions of the small town, and matters under way that are moved to them, or cannot be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from tests.core.governance.engine_world.world import (
    brought,
    changed,
    chooses,
    done,
    model_of,
    moment,
    somebody,
)

from samspil.core.governance.entries import MoveToVersion, Recuse
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.state import State
from samspil.core.units import Money

TOWN, LEAGUE = model_of("skovby"), model_of("sund_league")
BEGUN, SOON, MOVED = "2026-02-02T10:00", "2026-02-02T11:00", "2026-02-03T10:00"
_NUMBER = ('version: "1.0"', 'version: "1.1"')
_LIMIT_RISES = "    2026-06-01: {value: 20000, source: assumed}\n"

later = partial(changed, "skovby", _NUMBER)
RENUMBERED = later()
LEAGUE_LATER = changed("sund_league", _NUMBER)
TEN_DAYS = later(("2024-01-01: {value: 5, source: assumed}", "2024-01-01: {value: 10, source: assumed}"))
TEN_DAYS_ANEW = changed(
    "skovby",
    _NUMBER,
    ("2024-01-01: {value: 5, source: assumed}", "2024-01-01: {value: 10, source: assumed}"),
    ("    start: desk\n", "    clock_when_moved: restarts\n    start: desk\n"),
)
WITHOUT_DESK = later(
    ("    start: desk\n    steps:\n      desk:", "    start: counter\n    steps:\n      counter:"),
    ("supplement: {to: desk,", "supplement: {to: counter,"),
)
DESK_QUALIFIES = later(("do: screen", "do: qualify"))
TWO_SEATS = later(("member: {role: gardener, number: 3", "member: {role: gardener, number: 2"))
FESTIVAL_OVER = later(("until: 2026-05-07", "until: 2026-04-01"))
ALL_IN_THE_CIRCLE = later(("forum: festival, role: clerk", "forum: circle, role: clerk"))
BY_UNIT = RENUMBERED
BY_ANYBODY = changed("skovby", ("scope: own_unit", "scope: organisation"))
# Only what costs more than the chief may answer comes to the council, which then answers nothing else.
SMALL_ANSWERS_BY_THE_CHIEF = later(
    ("2024-01-01: {value: 10000, source: assumed}", "2024-01-01: {value: 20000, source: assumed}"),
    (_LIMIT_RISES, ""),
    (
        "{who: {forum: council}, code: B, kinds: [answer],",
        "{who: {forum: council}, code: B, kinds: [answer], when: {amount: {over: clerk_limit}},",
    ),
)
# The council answers first, and the chief sends what it has answered.
_FIRST_THE_COUNCIL = (
    ("    start: chief\n", "    start: council\n"),
    (
        (
            "          consent: {to: approved, when: {amount: {at_most: clerk_limit}}}\n"
            "          decline: {to: rejected, when: {amount: {at_most: clerk_limit}}}\n"
            "          recommend: {to: council, when: {amount: {over: clerk_limit}}}\n"
        ),
        "          recommend: {to: approved}\n\n\n",
    ),
    ("          consent: {to: approved}\n", "          consent: {to: chief}\n"),
    ("code: B, kinds: [answer], up_to: clerk_limit", "code: I, kinds: [answer], up_to: clerk_limit"),
)
COUNCIL_FIRST = later(*_FIRST_THE_COUNCIL)
COUNCIL_FIRST_AGAIN = changed("skovby", ('version: "1.0"', 'version: "1.2"'), *_FIRST_THE_COUNCIL)


def moves(model: GovernanceModel, at: str = MOVED) -> MoveToVersion:
    """The chief says, by a decision of the council's, that a matter is to go on under a version."""
    return MoveToVersion(model, "decided in February", somebody("chief"), moment(at), "decision")


def wish(model: GovernanceModel = TOWN, unit: str | None = "park") -> State:
    state = brought(model, "wish", BEGUN)
    return replace(state, matter=replace(state.matter, unit=unit))


def answer(kroner: int = 0) -> State:
    """A member's answer, with the chief."""
    return brought(TOWN, "answer", BEGUN, amount=Money.of(kroner))


def answer_at_council() -> State:
    state = answer(15_000)
    return done(TOWN, state, chooses(state, "chief", "recommend", SOON))


def gathering(theme: str = "garden", at: str = "2026-04-28T10:00") -> State:
    return brought(TOWN, "gathering", at, theme=theme)


def third_seat_stepped_aside() -> State:
    aside = Recuse("member_3", "cousin", somebody("gardener"), moment("2026-04-28T10:30"))
    return done(TOWN, gathering(), aside)
