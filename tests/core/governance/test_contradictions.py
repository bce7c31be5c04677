"""Which lines cannot both be true: held against trying every matter on every day, and against its cost."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.governance.small_world import WORLD, load_from, with_file
from tests.core.governance.test_conditions import alternatives, meets

from samspil.core.errors import ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.checks import contradictions
from samspil.core.governance.checks.contradictions import Line, contradicting
from samspil.core.governance.conditions import ALWAYS, Comparison
from samspil.core.governance.language.basics import MOST_CHOICES
from samspil.core.governance.language.mandates import DECIDING, DelegationCode
from samspil.core.governance.program import FAR_FUTURE_DAY, Body

B, ALONE, RECOMMENDS = DelegationCode.DECIDES, DelegationCode.DECIDES_ITSELF, DelegationCode.RECOMMENDS
AT_MOST, OVER = kernel.AT_MOST, kernel.OVER
DAYS = range(1, 7)
MATTERS = list(product(range(3), range(2), range(6)))
SEATS = [Body("forum", "a"), Body("forum", "b"), Body("role", "c")]

bodies = st.sampled_from(SEATS)
who = st.one_of(
    st.tuples(st.none(), st.tuples(bodies)),
    st.tuples(st.just(0), st.tuples(bodies, bodies, bodies)),
    st.tuples(st.just(1), st.tuples(bodies, bodies)),
)
day = st.integers(0, 7)
lines = st.builds(
    lambda code, named, reach, since, until: Line(code, named[0], named[1], reach, since, until),
    st.sampled_from(DelegationCode),
    who,
    alternatives,
    day,
    day,
)
# Three limits from 0 to 3, from the first day on and from the fourth.
columns = st.tuples(*[st.integers(0, 3)] * 3)
periods = st.builds(lambda first, then: {1: first, 4: then}, columns, columns)


def named(line: Line, matter: tuple[int, ...]) -> Body:
    return line.bodies[0 if line.attribute is None else matter[line.attribute]]


def at_odds(one: Line, other: Line, matter: tuple[int, ...]) -> bool:
    """One body with two codes, or somebody who decides beside one that decides alone."""
    codes = {one.code, other.code}
    if named(one, matter) == named(other, matter):
        return len(codes) == 2
    return ALONE in codes and codes <= DECIDING


@given(st.lists(lines, max_size=4), periods)
def test_lines_contradict_where_some_matter_on_some_day_falls_under_both(
    plan: list[Line], limits: dict[int, tuple[int, ...]]
) -> None:
    expected = {
        (first, second)
        for (first, one), (second, other) in combinations(enumerate(plan), 2)
        for on, matter in product(DAYS, MATTERS)
        if max(one.since, other.since) <= on < min(one.until, other.until)
        and at_odds(one, other, matter)
        and all(meets(matter, line.reach, limits[1 if on < 4 else 4]) for line in (one, other))
    }
    found = list(contradicting(plan, limits))
    assert set(found) == expected
    assert len(found) == len(expected)


def line(code: DelegationCode, *bodies: Body, attribute: int | None = None, reach: object = ALWAYS) -> Line:
    return Line(code, attribute, bodies, reach, 0, FAR_FUTURE_DAY)  # type: ignore[arg-type]


def test_a_period_that_ends_as_another_begins_does_not_meet_it() -> None:
    one = Line(B, None, (SEATS[0],), ALWAYS, 0, 4)
    for since, found in ((4, []), (3, [(0, 1)])):
        other = Line(RECOMMENDS, None, (SEATS[0],), ALWAYS, since, 9)
        assert list(contradicting([one, other], {1: ()})) == found


def test_two_who_each_decide_alone_contradict_and_one_who_is_named_twice_does_not() -> None:
    for other, found in ((SEATS[1], [(0, 1)]), (SEATS[0], [])):
        assert list(contradicting([line(ALONE, SEATS[0]), line(ALONE, other)], {1: ()})) == found
        by_choice = line(ALONE, SEATS[0], SEATS[0], attribute=1)
        assert list(contradicting([by_choice, line(ALONE, other)], {1: ()})) == found


@pytest.mark.parametrize(
    ("code", "mine", "theirs", "found"),
    [
        (RECOMMENDS, "ab", "ba", []),
        (RECOMMENDS, "ab", "bb", [(0, 1)]),
        (ALONE, "ab", "ab", []),
        (ALONE, "ab", "ba", [(0, 1)]),
    ],
)
def test_lines_that_name_bodies_by_one_choice_are_compared_value_by_value(
    code: DelegationCode, mine: str, theirs: str, found: list[tuple[int, int]]
) -> None:
    """Whoever recommends contradicts who decides where both are one; who decide alone, where they are two."""
    named = [[Body("forum", key) for key in keys] for keys in (mine, theirs)]
    first = ALONE if code is ALONE else B
    plan = [line(first, *named[0], attribute=1), line(code, *named[1], attribute=1)]
    assert list(contradicting(plan, {1: ()})) == found


@pytest.mark.parametrize(("since", "found"), [(3, [(0, 1)]), (4, [])])
def test_limits_that_overlap_until_the_day_before_both_hold_are_no_contradiction(
    since: int, found: list[tuple[int, int]]
) -> None:
    """Up to 5 and over 3 until day 4, and from then on up to 3 and over 5."""
    reach = [((Comparison(2, operator, number),),) for number, operator in enumerate((AT_MOST, OVER))]
    plan = [
        Line(code, None, (SEATS[0],), bounds, since, 9)
        for code, bounds in zip((B, RECOMMENDS), reach, strict=True)
    ]
    assert list(contradicting(plan, {1: (5, 3), 4: (3, 5)})) == found


# --- What it costs: comparisons are counted, not seconds


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    count = [0]
    ask = contradictions._are_at_odds

    def counted(*given: object) -> bool:
        count[0] += 1
        return ask(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(contradictions, "_are_at_odds", counted)
    return count


def large_plan(count: int) -> list[Line]:
    """Lines for whoever a choice of sixty names, each for a kind of its own, every other one advising."""
    groups = tuple(Body("forum", f"group_{number}") for number in range(MOST_CHOICES))
    return [
        line(
            (B, RECOMMENDS)[number % 2],
            *groups,
            attribute=1,
            reach=(
                (
                    Comparison(0, kernel.IN, 1 << number % MOST_CHOICES),
                    Comparison(2, kernel.IN, 1 << number // MOST_CHOICES),
                ),
            ),
        )
        for number in range(count)
    ]


def test_lines_that_share_no_kind_are_not_even_compared(compared: list[int]) -> None:
    """120 lines for sixty groups each were 7,200 lines to hold against each other, 26 million pairs."""
    assert list(contradicting(large_plan(120), {1: ()})) == []
    assert compared == [0]


def test_lines_that_share_everything_are_compared_once_for_each_two(compared: list[int]) -> None:
    groups = tuple(Body("forum", f"group_{number}") for number in range(MOST_CHOICES))
    plan = [line((B, RECOMMENDS)[number % 2], *groups, attribute=1) for number in range(120)]
    assert len(list(contradicting(plan, {1: ()}))) == 60 * 60
    assert compared == [60 * 60]


def test_a_body_among_others_is_found_without_trying_every_two(compared: list[int]) -> None:
    """Two lines by different choices name one body somewhere: one comparison, not sixty times sixty."""
    here = tuple(Body("forum", f"here_{number}") for number in range(MOST_CHOICES))
    there = (*(Body("forum", f"there_{number}") for number in range(MOST_CHOICES - 1)), here[-1])
    plan = [line(B, *here, attribute=1), line(RECOMMENDS, *there, attribute=2)]
    assert list(contradicting(plan, {1: ()})) == [(0, 1)]
    assert compared == [1]


def texts(said: str) -> str:
    return f"{{da: {said}, en: {said}, nb: {said}}}"


def crowded_town() -> bytes:
    """The town with 120 lines for whoever a topic of sixty names; each second line advises on the first's."""
    many = range(MOST_CHOICES)
    roles = "".join(f"  r{number}: {{name: {texts('R')}, source: assumed}}\n" for number in many)
    topics = "".join(f"      t{number}: {{name: {texts('T')}, role: r{number}}}\n" for number in many)
    shelves = "".join(f"      s{number}: {{name: {texts('S')}}}\n" for number in many)
    rest = "kinds: [wish], scope: organisation, source: assumed"
    plan = "".join(
        f"  {key}_{number}: {{who: {{role_for: topic}}, code: {code}, when: {{shelf: s{number}}}, {rest}}}\n"
        for code, key in (("I", "advises"), ("O", "told"))
        for number in many
    )
    kind = (
        f"  wish: {{name: {texts('W')}, route: purchase, brought_by: [requester], source: assumed, "
        "attributes: [amount, people, new_appropriation, area, phase, topic, shelf]}\n"
    )
    town = WORLD["town"]["model.yaml"].decode()
    for table, more in (
        ("forums:\n", f"roles:\n{roles}"),
        ("kinds:\n", f"  topic:\n    name: {texts('T')}\n    type: choice\n    choices:\n{topics}"),
        ("kinds:\n", f"  shelf:\n    name: {texts('S')}\n    type: choice\n    choices:\n{shelves}"),
        ("mandates:\n", kind),
    ):
        town = town.replace(f"\n{table}", f"\n{more}{table}", 1)
    return town.replace("\nmandates:\n", f"\nmandates:\n{plan}", 1).encode()


def test_a_crowded_plan_is_refused_whole_at_the_cost_of_its_contradictions(compared: list[int]) -> None:
    with pytest.raises(ProblemsError) as caught:
        load_from(with_file("town/model.yaml", crowded_town()), "town")
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["mandates_contradict"] * MOST_CHOICES
    assert compared[0] <= 4 * MOST_CHOICES  # the town's own board is held against each line too


def test_what_changes_in_other_parameters_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(contradictions, "can_overlap", lambda *given: asked.append(given))
    limits = {day: (7, day) for day in range(1, 1000)}
    over, under = Comparison(0, kernel.OVER, 0), Comparison(0, kernel.AT_MOST, 0)
    plan = [line(B, SEATS[0], reach=((over,),)), line(RECOMMENDS, SEATS[0], reach=((under,),))]
    assert list(contradicting(plan, limits)) == []
    assert len(asked) == 1
