"""Seats, quorum and decision rules of a forum on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from samspil.core.governance import kernel
from samspil.core.governance.clocks import closes_after, local_day
from samspil.core.governance.events import Tally
from samspil.core.governance.language.forums import Base, Rule, Tie, Weights
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Refusal, Sitting, Vote, refuse
from samspil.core.governance.membership import members_on, whose_turn
from samspil.core.governance.state import State

OLDEST_POPULATION_YEARS: Final = 2

RULES_IN_KERNEL: Final = {
    Rule.ONE: kernel.ONE,
    Rule.CONSENT: kernel.CONSENT,
    Rule.MAJORITY: kernel.MAJORITY,
    Rule.QUALIFIED: kernel.QUALIFIED,
    Rule.UNANIMOUS: kernel.UNANIMOUS,
}
BASES_IN_KERNEL: Final = {
    Base.VOTES_CAST: kernel.OF_VOTES_CAST,
    Base.PRESENT: kernel.OF_PRESENT,
    Base.SEATS: kernel.OF_SEATS,
}


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """One seat of a forum on a day: its id, its kind, the role that holds it, the member it is of."""

    id: str
    kind: str
    role: str
    member: str | None
    weight: int


def seats_on(model: GovernanceModel, forum: str, on: date) -> tuple[SeatHolder, ...]:
    """A forum's seats on a day, one for each holder; a member's seat is there while it is a member."""
    spec = model.spec.forums[forum]
    by_people = spec.deciding.weights is Weights.POPULATION
    found = []
    for kind, seat in spec.seats.items():
        if seat.per_member:
            for code in members_on(model, on):
                weight = model.municipalities[code].population if by_people else 1
                found.append(SeatHolder(f"{kind}_{code}", kind, seat.role, code, weight))
        else:
            count = seat.number or 1
            ids = [kind] if count == 1 else [f"{kind}_{number}" for number in range(1, count + 1)]
            found.extend(SeatHolder(one, kind, seat.role, None, 1) for one in ids)
    return tuple(found)


def written_refusal(
    model: GovernanceModel, sitting: Sitting, recused: frozenset[str], since: datetime, at: datetime
) -> Refusal | None:
    """Why votes in writing are not counted yet, or nothing.

    They are counted once everybody who may has answered, or at the end of the days that the forum's
    rule gives, counted from when it was sent to all: after the matter came to
    the forum, and to this version (``since``).

    Raises:
        ProblemsError: ``naive_time`` when ``sent_at`` has no zone.
    """
    days = model.spec.forums[sitting.forum].deciding.written_procedure
    if not sitting.in_writing or days is None:
        return None
    path = ("forums", sitting.forum, "deciding", "written_procedure")
    if sitting.sent_at is None:
        return refuse(model, path, "not_sent_out", forum=sitting.forum)
    until = closes_after(model, days, sitting.sent_at)
    if not since <= sitting.sent_at <= at:
        return refuse(model, path, "sent_out_elsewhen", sent_at=sitting.sent_at, since=since)
    seats = [seat.id for seat in seats_on(model, sitting.forum, local_day(model, at))]
    waiting = [seat for seat in seats if seat not in recused and seat not in sitting.votes]
    if waiting and at < until:
        return refuse(model, path, "answers_can_still_come", until=until, seats=", ".join(waiting))
    return None


def holder_refusal(model: GovernanceModel, sitting: Sitting, state: State) -> Refusal | None:
    """Nobody who has an interest in the matter sits with a forum on it, from whichever seat."""
    for seat in sorted(sitting.present & set(sitting.holders)):
        person = sitting.holders[seat]
        if state.bars(person, f"forum {sitting.forum}"):
            return refuse(model, ("forums", sitting.forum, "seats"), "person_is_recused", person=person)
    return None


def tally(model: GovernanceModel, sitting: Sitting, recused: frozenset[str], on: date) -> Tally | Refusal:
    """Whether a forum's votes carry the outcome put to it; recused seats count nowhere.

    But in the quorum of a council: of its members at least half must be there, whoever has stepped out
    (Kommunestyrelsesloven § 11).

    Returns the tally, or the refusal: unknown seat, a recused seat present, no quorum, not carried.
    """
    forum = model.spec.forums[sitting.forum]
    path = ("forums", sitting.forum, "deciding")
    seats = {seat.id: seat for seat in seats_on(model, sitting.forum, on)}
    if refusal := _refuse_sitting(model, sitting, seats, recused, on):
        return refusal
    entitled = [seat for seat in seats.values() if seat.id not in recused]
    quorum = model.program.book.read(forum.deciding.quorum, on)
    numbers = (quorum.value.numerator, quorum.value.denominator)
    counted_of = seats.values() if forum.is_council else entitled
    if not kernel.is_quorate(len(sitting.present), len(counted_of), *numbers):
        return refuse(
            model,
            (*path, "quorum"),
            "no_quorum",
            present=len(sitting.present),
            entitled=len(counted_of),
            quorum=str(quorum.value),
        )
    counted = Tally(
        present=len(sitting.present),
        entitled=len(entitled),
        votes_for=_weight(seats, sitting, Vote.FOR),
        votes_against=_weight(seats, sitting, Vote.AGAINST),
        in_writing=sitting.in_writing,
        old_population=_old_population(model, sitting.forum, on),
    )
    if not _carries(model, sitting, counted, entitled, on):
        return refuse(
            model,
            path,
            "not_carried",
            rule=forum.deciding.rule.value,
            votes_for=counted.votes_for,
            votes_against=counted.votes_against,
            present=counted.present,
        )
    return counted


def _refuse_sitting(
    model: GovernanceModel, sitting: Sitting, seats: dict[str, SeatHolder], recused: frozenset[str], on: date
) -> Refusal | None:
    path = ("forums", sitting.forum)
    forum = model.spec.forums[sitting.forum]
    if forum.until and on >= forum.until:
        return refuse(
            model, (*path, "until"), "forum_has_ended", forum=sitting.forum, until=forum.until.isoformat()
        )
    if sitting.in_writing and forum.deciding.written_procedure is None:
        return refuse(model, (*path, "deciding"), "no_written_procedure", forum=sitting.forum)
    for seat in sorted({*sitting.present, *sitting.votes, sitting.chair} - set(seats)):
        return refuse(model, (*path, "seats"), "unknown_seat", seat=seat, known=", ".join(seats))
    for seat in sorted(recused & {*sitting.present, *sitting.votes, sitting.chair}):
        return refuse(model, (*path, "seats"), "seat_is_recused", seat=seat)
    for seat in sorted({*sitting.votes, sitting.chair} - sitting.present):
        return refuse(model, (*path, "seats"), "seat_is_absent", seat=seat)
    return _refuse_chair(model, sitting, seats, on)


def _refuse_chair(
    model: GovernanceModel, sitting: Sitting, seats: dict[str, SeatHolder], on: date
) -> Refusal | None:
    """The chair's seat chairs while its holder is there and may; otherwise those present choose one."""
    chairs = chairs_among(model, sitting.forum, seats.values(), on)
    if sitting.present & set(chairs) and sitting.chair not in chairs:
        chair = ", ".join(sorted(sitting.present & set(chairs)))
        return refuse(model, ("forums", sitting.forum, "chair"), "the_chair_is_there", chair=chair)
    return None


def chairs_among(
    model: GovernanceModel, forum: str, seats: Iterable[SeatHolder], on: date
) -> tuple[str, ...]:
    """The ids of the seats that chair a forum on a day, when their holders are there."""
    spec = model.spec.forums[forum]
    turn = whose_turn(spec.chaired_by, on)
    return tuple(seat.id for seat in seats if seat.kind == spec.chair and turn in {None, seat.member})


def _weight(seats: dict[str, SeatHolder], sitting: Sitting, vote: Vote) -> int:
    return sum(seats[seat].weight for seat, said in sitting.votes.items() if said is vote)


def _carries(
    model: GovernanceModel, sitting: Sitting, counted: Tally, entitled: Iterable[SeatHolder], on: date
) -> bool:
    deciding = model.spec.forums[sitting.forum].deciding
    threshold = model.program.book.read(deciding.threshold, on).value if deciding.threshold else 1
    entitled = list(entitled)
    return kernel.carries(
        RULES_IN_KERNEL[deciding.rule],
        counted.votes_for,
        counted.votes_against,
        sum(seat.weight for seat in entitled if seat.id in sitting.present),
        sum(seat.weight for seat in entitled),
        BASES_IN_KERNEL[deciding.counted_of],
        threshold.numerator,
        threshold.denominator,
        sitting.votes.get(sitting.chair) is Vote.FOR,
        deciding.tie is Tie.CHAIR_DECIDES,
    )


def _old_population(model: GovernanceModel, forum: str, on: date) -> str | None:
    """The oldest population used as a weight, from the day that two years have passed since it."""
    if model.spec.forums[forum].deciding.weights is not Weights.POPULATION:
        return None
    oldest = min((model.municipalities[code].population_on for code in members_on(model, on)), default=on)
    two_years_on = (oldest.year + OLDEST_POPULATION_YEARS, oldest.month, oldest.day)
    return oldest.isoformat() if (on.year, on.month, on.day) >= two_years_on else None
