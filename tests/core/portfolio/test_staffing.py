"""Whether joint work has the hands that it asks for: nothing lost, nothing counted twice."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.portfolio.staffing import Hand, needs
from samspil.core.units import PersonDays

MARCH = date(2026, 3, 1)
MONTHS = st.integers(-3, 15).map(lambda step: MARCH + relativedelta(months=step))
SKILLS = st.sampled_from(["jura", "projektledelse", "test"])
DAYS = st.integers(0, 5000).map(PersonDays)
HANDS = st.lists(st.builds(Hand, SKILLS, MONTHS, MONTHS, DAYS), max_size=6)
ASKED = st.dictionaries(st.tuples(SKILLS, MONTHS), DAYS, max_size=12)


def days_of(days: int) -> PersonDays:
    return PersonDays.of(days)


def test_a_competence_that_nobody_lends_lacks_all_that_is_asked() -> None:
    found = needs({("jura", MARCH): days_of(4)}, [], MARCH, 1)
    assert found["jura"][0].lacking == days_of(4)


def test_a_hand_lends_from_its_first_month_to_its_last_and_not_the_one_after() -> None:
    hand = Hand("jura", date(2026, 4, 1), date(2026, 5, 1), days_of(3))
    lent = [str(one.lent) for one in needs({}, [hand], MARCH, 4)["jura"]]
    assert lent == ["0.00", "3.00", "3.00", "0.00"]


def test_what_is_lent_beyond_what_is_asked_lacks_nothing() -> None:
    found = needs({("jura", MARCH): days_of(2)}, [Hand("jura", MARCH, MARCH, days_of(5))], MARCH, 1)
    assert found["jura"][0].lacking == days_of(0)


def test_several_members_lend_the_same_competence_together() -> None:
    hands = [Hand("test", MARCH, MARCH, days_of(2)), Hand("test", MARCH, MARCH, days_of(3))]
    assert needs({}, hands, MARCH, 1)["test"][0].lent == days_of(5)


@given(ASKED, HANDS, st.integers(0, 14))
def test_the_sums_are_those_counted_one_by_one(
    asked: dict[tuple[str, date], PersonDays], hands: list[Hand], count: int
) -> None:
    found = needs(asked, hands, MARCH, count)
    months = [MARCH + relativedelta(months=step) for step in range(count)]
    for skill in ("jura", "projektledelse", "test"):
        for place, month in enumerate(months):
            cell = found[skill][place] if skill in found else None
            want = asked.get((skill, month), PersonDays(0)).hundredths
            have = sum(
                one.days_a_month.hundredths
                for one in hands
                if one.competence == skill and one.first <= month <= one.last
            )
            assert (cell.asked.hundredths, cell.lent.hundredths) == (want, have) if cell else want + have == 0
