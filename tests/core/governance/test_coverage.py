"""What is found out about one matter of each region holds for every matter."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.governance.small_world import WORLD, changed, load_from, town, with_file

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance import kernel
from samspil.core.governance.checks import coverage
from samspil.core.governance.checks.coverage import (
    Region,
    count_moves,
    days_of_change,
    days_that_matter,
    describe,
    pairs_of,
    regions,
)
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import CompiledOutcome, CompiledStep

MOST_MOVES = 250
SHIPPED = {key: library.model_files(key) for key in library.shipped_models()}


@cache
def shipped(key: str) -> GovernanceModel:
    return load_from(SHIPPED, key)


def moves(
    model: GovernanceModel, kind: str, vector: tuple[int, ...], day: int
) -> tuple[tuple[int, int, int], ...]:
    """All that a matter can do anywhere on its route: what makes two matters the same to the model."""
    program, columns = model.program, model.program.book.columns_on(day)[0]
    visits = [0] * len(program.steps)
    return tuple(
        kernel.move(program.tables, step.index, outcome.index, vector, columns, day, visits)
        for step in program.steps
        if step.route == model.spec.kinds[kind].route
        for outcome in program.outcomes_of[step.index]
    )


@given(low=st.integers(0, 4), high=st.integers(0, 4))
@settings(max_examples=25, deadline=None)
def test_every_matter_does_as_the_one_that_stands_for_it(low: int, high: int) -> None:
    limits = (("{value: 1000,", f'{{value: "0.0{low}",'), ("{value: 2000,", f'{{value: "0.0{high}",'))
    model = changed("town/parameters.yaml", *limits)
    for day in days_of_change(model.spec, model.program):
        standing = regions(model.spec, model.program, "purchase", day)
        known = {moves(model, "purchase", region.vector, day) for region in standing}
        for vector in product([0], range(7), range(3), range(2), range(2), range(1)):
            assert moves(model, "purchase", vector, day) in known


def test_a_region_is_a_limit_and_its_neighbours_times_every_value_that_is_asked_for() -> None:
    model = load_from(WORLD, "town")
    found = {
        region.vector
        for region in regions(model.spec, model.program, "purchase", date(2026, 1, 1).toordinal())
    }
    assert found == set(product([0], [99_999, 100_000, 100_001], [0], [0, 1], [0, 1], [0]))


GIFTS = (
    (
        "\nmandates:\n",
        """
  gift:
    name: {da: Gave, en: Gift, nb: Gave}
    route: gift
    brought_by: [requester]
    attributes: [amount, people, area]
    source: assumed
mandates:
  board_takes_small_gifts: {who: {forum: board}, code: B, kinds: [gift], when: {people: {at_most: one}},
    scope: organisation, source: assumed}
  board_takes_large_gifts: {who: {forum: board}, code: B, kinds: [gift], when: {people: {over: one}},
    scope: organisation, source: assumed}
  board_decides_of_schools: {who: {forum: board}, code: B, kinds: [purchase], when: {area: schools},
    scope: organisation, source: assumed}
""",
    ),
    ("    code: B\n    kinds: all\n", "    code: B\n    kinds: [purchase]\n"),
    (
        "obligations:\n",
        """\
  gift:
    name: {da: Gave, en: Gift, nb: Gave}
    start: look
    steps:
      look:
        do: inform
        name: {da: Se, en: Look, nb: Se}
        who: {role: deputy}
        outcomes:
          informed: {to: [{to: dear, when: {amount: {over: limit}}}, {to: cheap}]}
        source: assumed
      dear:
        do: decide
        name: {da: Beslut, en: Decide, nb: Vedta}
        who: {forum: board}
        clock: {meetings: one}
        outcomes: {approve: {to: approved}, reject: {to: rejected}}
        source: assumed
      cheap:
        do: decide
        name: {da: Beslut, en: Decide, nb: Vedta}
        who: {forum: board}
        clock: {meetings: one}
        outcomes: {approve: {to: approved}, reject: {to: rejected}}
        source: assumed
    withdraw: {by: [requester], to: withdrawn}
    source: assumed
obligations:
""",
    ),
)


def test_a_region_is_made_of_what_the_way_of_its_own_kind_asks_for_and_of_nothing_else() -> None:
    """A branch asks for the amount, a mandate for the people; only what is bought asks for the area."""
    model = town(*GIFTS)
    found = list(regions(model.spec, model.program, "gift", date(2026, 1, 1).toordinal()))
    amounts, people = [99_999, 100_000, 100_001], [0, 1, 2]
    assert {region.vector for region in found} == set(product([1], amounts, people, [0], [0], [0]))
    assert {region.kind for region in found} == {"gift"}


def test_a_matter_is_described_with_its_money_in_kroner_and_without_what_is_nothing() -> None:
    program = load_from(WORLD, "town").program
    said = [describe(program, Region("purchase", (0, *vector))) for vector in ((150, 3, 1, 1, 0), (0,) * 5)]
    assert said == [
        "purchase, amount=1.50, people=3, new_appropriation=yes, area=care, phase=idea",
        "purchase, new_appropriation=no, area=schools, phase=idea",
    ]


def test_only_days_from_which_something_is_otherwise_are_looked_at() -> None:
    model = changed(
        "town/parameters.yaml",
        (
            'value: "2.5", source: assumed}}',
            'value: "2.5", source: assumed}, 2028-01-01: {value: 3, source: assumed}}',
        ),
    )
    first, limit, levy = (date(year, 1, 1).toordinal() for year in (2026, 2027, 2028))
    assert days_of_change(model.spec, model.program) == [first, limit, levy]
    days = days_that_matter(model.spec, model.program, "purchase")
    assert days == [first, limit]
    assert pairs_of(days) == [(first, first), (first, limit)]


TOLD_OF = """\
  council_is_told:
    who: {forum: council}
    code: O
    kinds: [purchase]
    when: {new_appropriation: false}
    scope: organisation
    valid_from: 2026-05-01
    valid_to: 2026-09-01
    source: assumed
routes:
"""


def test_a_mandate_s_first_day_and_the_first_day_without_it_are_looked_at() -> None:
    model = town(("routes:\n", TOLD_OF))
    days = [date.fromordinal(day) for day in days_that_matter(model.spec, model.program, "purchase")]
    assert days == [date(2026, 1, 1), date(2026, 5, 1), date(2026, 9, 1), date(2027, 1, 1)]


# Each of the town's twelve sorts of purchase (three amounts, with or without a new appropriation, of two
# areas) has thirteen outcomes: three of the screening by each of two roles, seven of the rest. One of them
# makes it each of three amounts. From one year's limit to the next there are six amounts, so 24 sorts.
OF_A_DAY, OF_A_CHANGE = 12 * (12 + 3), 24 * (12 + 6)


def test_moves_are_counted_as_by_hand() -> None:
    model = load_from(WORLD, "town")
    days = days_that_matter(model.spec, model.program, "purchase")
    counts = [count_moves(model.spec, model.program, "purchase", pair) for pair in pairs_of(days)]
    assert counts == [OF_A_DAY, OF_A_CHANGE]


ANOTHER_KIND = """\
  gift:
    name: {da: Gave, en: Gift, nb: Gave}
    route: purchase
    brought_by: [requester]
    attributes: [amount, people, new_appropriation, area, phase]
    source: assumed
mandates:
"""
FOR_BOTH = WORLD["town"]["model.yaml"].replace(b"    kinds: [purchase]\n", b"    kinds: all\n")


def test_all_kinds_together_may_have_as_many_moves_as_the_limit_and_not_one_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = FOR_BOTH.replace(b"mandates:\n", ANOTHER_KIND.encode(), 1)
    files = with_file("town/model.yaml", text)
    moves = OF_A_DAY + OF_A_CHANGE
    monkeypatch.setattr(coverage, "MOST_MOVES", 2 * moves)
    assert load_from(files, "town").program.steps
    monkeypatch.setattr(coverage, "MOST_MOVES", 2 * moves - 1)
    with pytest.raises(ProblemsError) as refused:
        load_from(files, "town")
    (problem,) = refused.value.problems
    assert problem.code == "too_many_moves"
    assert problem.args == {"kind": "gift", "count": moves, "limit": 2 * moves - 1}
    assert problem.place is not None
    assert problem.place.line == text.split(b"\n").index(b"  gift:") + 1


SORT = """\
      sort:
        do: inform
        name: {da: X, en: X, nb: X}
        who: {role: deputy}
        outcomes:
          informed:
            to:
              - {to: small, when: {amount: {at_most: limit}, new_appropriation: false}}
              - {to: screen}
        source: assumed
      small:
        do: decide
        name: {da: X, en: X, nb: X}
        who: {role_for: area}
        clock: {working_days: days}
        outcomes: {approve: {to: approved}}
        source: assumed
"""


def refusal(*changes: tuple[str, str]) -> ProblemsError:
    with pytest.raises(ProblemsError) as refused:
        town(*changes)
    return refused.value


SMALL_ONES_FIRST = (
    ("    start: screen\n    steps:\n", "    start: sort\n    steps:\n" + SORT),
    ("    delegated_from: board_decides\n", ""),
)


def test_a_matter_under_way_must_be_decided_under_the_limit_of_the_day_as_well() -> None:
    """What was sent to the head below 1,000 must not strand there once the head decides only to 500."""
    lowered = WORLD["town"]["parameters.yaml"].replace(b"value: 2000", b"value: 500")
    assert town(*SMALL_ONES_FIRST).program.steps
    files = {**WORLD, "town": {**WORLD["town"], "parameters.yaml": lowered}}
    assert load_from(files, "town").program.steps
    text = WORLD["town"]["model.yaml"].decode()
    for old, new in SMALL_ONES_FIRST:
        text = text.replace(old, new)
    files["town"] = {**files["town"], "model.yaml": text.encode()}
    with pytest.raises(ProblemsError) as refused:
        load_from(files, "town")
    [problem] = refused.value.problems
    assert (problem.code, problem.args["step"], problem.args["day"]) == (
        "nobody_may_decide",
        "small",
        "2027-01-01",
    )


FIRST_THE_BOARD = """\
    steps:
      small:
        do: decide
        name: {da: X, en: X, nb: X}
        who: {forum: board}
        clock: {meetings: one}
        outcomes:
          reject: {to: rejected}
          return: {to: supplement, when: {amount: {at_most: limit}, new_appropriation: false}}
        source: assumed
      screen:
"""
RETURN = "          return: {to: supplement, needs_reason: true}\n"


def test_a_matter_that_has_been_amended_must_be_decided_as_what_it_has_become() -> None:
    """Whoever supplements may raise the amount past what anybody at the next step may decide."""
    error = refusal(
        ("    start: screen\n", "    start: small\n"),
        ("    steps:\n      screen:\n", FIRST_THE_BOARD),
        (
            f"            when: [{{amount: {{over: limit}}}}, {{new_appropriation: true}}]\n{RETURN}",
            NOT_THE_DEAR_ONES,
        ),
    )
    [problem] = [problem for problem in error.problems if problem.args["step"] == "screen"]
    assert problem.code == "nobody_may_decide"
    assert "amount=1000.01" in str(problem.args["matter"])


NOT_THE_DEAR_ONES = "            when: {new_appropriation: true}\n"


def outcomes_possible(
    model: GovernanceModel, step: CompiledStep, vector: tuple[int, ...], day: int, visits: list[int]
) -> Iterator[tuple[CompiledOutcome, int]]:
    columns = model.program.book.columns_on(day)[0]
    for outcome in model.program.outcomes_of[step.index]:
        code, _, target = kernel.move(
            model.program.tables, step.index, outcome.index, vector, columns, day, visits
        )
        if code == kernel.MOVED:
            yield outcome, target


@pytest.mark.parametrize("key", library.shipped_models())
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_shipped_route_ends_whatever_is_chosen(key: str, data: st.DataObject) -> None:
    model = shipped(key)
    if not model.spec.kinds:
        return
    program, draw = model.program, data.draw
    kind = draw(st.sampled_from(sorted(model.spec.kinds)))
    day = draw(st.sampled_from(days_of_change(model.spec, program)))
    known = [region.vector for region in regions(model.spec, program, kind, day)]
    vector = draw(st.sampled_from(known))
    columns, visits = program.book.columns_on(day)[0], [0] * len(program.steps)
    target = kernel.find_target(program.tables, program.starts[model.spec.kinds[kind].route], vector, columns)
    for _ in range(MOST_MOVES):
        if target < 0:
            break
        visits[target] += 1
        possible = list(outcomes_possible(model, program.steps[target], vector, day, visits))
        assert possible, f"{program.steps[target].key}: nobody can do anything"
        outcome, target = draw(st.sampled_from(possible))
        if outcome.spec.amends:
            vector = amended(model, outcome, vector, draw(st.sampled_from(known)))
            step = program.steps[program.tables.outcome_step[outcome.index]]
            ways = {one.key: to for one, to in outcomes_possible(model, step, vector, day, visits)}
            target = ways.get(outcome.key, step.index)
    assert target < 0, "it goes on and on"


def amended(
    model: GovernanceModel, outcome: CompiledOutcome, vector: tuple[int, ...], other: tuple[int, ...]
) -> tuple[int, ...]:
    """The matter with what the outcome may amend taken from another one."""
    numbers = {model.program.attribute_number(key) for key in outcome.spec.amends}
    return tuple(other[number] if number in numbers else value for number, value in enumerate(vector))
