"""Both sides of the lines that a model may not cross: the last let through, and the first refused."""

import pytest
from tests.core.governance.small_world import WORLD, changed, load_from

from samspil.core.errors import ProblemsError

TOWN, LEAGUE = "town/model.yaml", "league/model.yaml"
Change = tuple[str, str]

MEMBERS = "organisation: {kind: association}\nmembers:\n"
DRAGOER = '  - {municipality: "0155", joined: 2020-01-01, '
CONSENTED = "consented_to_statutes: 2019-12-01, source: assumed}\n"
HOSTS = (
    '  - {municipality: "0159", since: 2026-01-01, source: assumed}\n'
    '  - {municipality: "0101", since: 2026-07-01, source: assumed}\n'
)
LEFT = "joined: 2020-01-01, left: 2027-01-01, "
STARTS, RULE = "      starts: 2026-01-07T09:00\n", "      rule: FREQ=WEEKLY;BYDAY=WE\n"
MEMBER_SEAT = "      member: {role: deputy, number: 2, source: assumed}\n"
DELEGATE = "      delegate: {role: head, per_member: true, source: assumed}\n"
COUNCIL_DECIDES = 'deciding: {rule: majority, quorum: half, source: "law: kommunestyrelsesloven § 11"}'
WEIGHED = (
    "      use: {name: {da: Nytte, en: Use, nb: Nytte}, weight: half}\n"
    "      joy: {name: {da: Glæde, en: Joy, nb: Glede}, weight: half}\n"
)
COVERS = "    who: {forum: council}\n    code: B*\n"
BOARD = "    level: tactical\n"


BOARD_ENDS = "{approve: {to: approved, creates: [report]}, reject: {to: rejected}}"
TWO_CHOICES = (
    "    when: [{amount: {over: limit}, area: [schools, care]}, {new_appropriation: true}]\n    scope"
)
NAMED = ", name: {da: Luk, en: Shut, nb: Lukk}"


def own_outcome(name: str, effect: str) -> Change:
    """The board may do something that the words of all models do not have."""
    said = f", shut: {{to: rejected{name}{effect and f', effect: {effect}'}}}}}"
    return BOARD_ENDS, BOARD_ENDS.removesuffix("}") + said


def hosts(*turns: tuple[str, str]) -> Change:
    lines = (f'  - {{municipality: "{code}", since: {since}, source: assumed}}\n' for code, since in turns)
    return HOSTS, "".join(lines)


LET_THROUGH: dict[str, tuple[str, Change]] = {
    "hosts in any order": (LEAGUE, hosts(("0101", "2026-07-01"), ("0159", "2026-01-01"))),
    "a host that leaves as the next one begins": (LEAGUE, (LEFT, LEFT.replace("2027-01-01", "2026-07-01"))),
    "a member for one day": (LEAGUE, (MEMBERS, MEMBERS + DRAGOER + "left: 2020-01-02, " + CONSENTED)),
    "a member again on the day it left, told first": (
        LEAGUE,
        (
            MEMBERS,
            MEMBERS
            + DRAGOER.replace("2020", "2021")
            + CONSENTED
            + DRAGOER
            + "left: 2021-01-01, "
            + CONSENTED,
        ),
    ),
    "a calendar of thirty years ago": (TOWN, (STARTS, "      starts: 1996-01-03T09:00\n")),
    "a forum for a month": (TOWN, (BOARD, BOARD + "    until: 2026-02-01\n")),
    "a name with an ending that is no number": (
        TOWN,
        (MEMBER_SEAT, MEMBER_SEAT + "      member_of_staff: {role: deputy, number: 1, source: assumed}\n"),
    ),
    "a number after a name that nobody has": (
        TOWN,
        (MEMBER_SEAT, MEMBER_SEAT + "      vice_2: {role: deputy, number: 1, source: assumed}\n"),
    ),
    "a share just over one half": (
        "league/parameters.yaml",
        ("value: 2/3", "value: 5001/9999"),
    ),
    "an outcome with a name and an effect of its own": (TOWN, own_outcome(NAMED, "closes")),
    "a checklist without documents": (TOWN, ("        documents_of: steps\n", "")),
    "a mandate for two of the choices": (
        TOWN,
        ("    when: [{amount: {over: limit}}, {new_appropriation: true}]\n    scope", TWO_CHOICES),
    ),
    "a pool whose criteria weigh nothing": (TOWN, (WEIGHED, WEIGHED.replace(", weight: half", ""))),
    "a mandate for all the kinds that its giver has": (TOWN, ("    kinds: all\n", "    kinds: [purchase]\n")),
}

REFUSED: dict[str, tuple[str, Change, str]] = {
    "a member that leaves the day it comes": (
        LEAGUE,
        (MEMBERS, MEMBERS + DRAGOER + "left: 2020-01-01, " + CONSENTED),
        "period_is_empty",
    ),
    "a member that there is not": (
        LEAGUE,
        (MEMBERS, MEMBERS + DRAGOER.replace("0155", "0156") + CONSENTED),
        "unknown_municipality",
    ),
    "a second outcome that binds by a recommendation": (
        LEAGUE,
        (
            "{approve: {to: approved, binds: bound}, reject: {to: rejected}}",
            "{reject: {to: rejected}, approve: {to: approved, binds: together}}",
        ),
        "recommendation_binds_nobody",
    ),
    "a calendar of thirty-one years ago": (
        TOWN,
        (STARTS, "      starts: 1995-01-04T09:00\n"),
        "calendar_starts_too_early",
    ),
    "a forum that ends as the model begins": (
        TOWN,
        (BOARD, BOARD + "    until: 2026-01-01\n"),
        "forum_has_ended",
    ),
    "five hundred meetings": (
        TOWN,
        (RULE, "      rule: freq=weekly;byday=we;count=500\n"),
        "calendar_runs_out",
    ),
    "meetings for a generation": (
        TOWN,
        (RULE, "      rule: FREQ=WEEKLY;BYDAY=WE;UNTIL=20551231T000000\n"),
        "calendar_runs_out",
    ),
    "a seat of each member that is counted too": (
        LEAGUE,
        (DELEGATE, DELEGATE.replace("true", "true, number: 2")),
        "seats_are_counted_once",
    ),
    "a threshold where a majority decides": (
        TOWN,
        (COUNCIL_DECIDES, COUNCIL_DECIDES.replace("quorum: half", "quorum: half, threshold: half")),
        "threshold_goes_with_qualified",
    ),
    "people weighed where one seat is nobody's": (
        LEAGUE,
        (DELEGATE, DELEGATE + "      guest: {role: head, number: 1, source: assumed}\n"),
        "only_members_have_people",
    ),
    "a council that decides in writing": (
        TOWN,
        (COUNCIL_DECIDES, COUNCIL_DECIDES.replace("quorum: half", "quorum: half, written_procedure: days")),
        "council_decides_in_meetings",
    ),
    "the second of two whose name has two parts": (
        TOWN,
        (
            MEMBER_SEAT,
            MEMBER_SEAT
            + "      vice_chair: {role: head, number: 2, source: assumed}\n"
            + "      vice_chair_2: {role: head, number: 1, source: assumed}\n",
        ),
        "seats_share_a_name",
    ),
    "an outcome of no known effect": (TOWN, own_outcome(NAMED, ""), "outcome_without_words"),
    "an outcome without a name": (TOWN, own_outcome("", "closes"), "outcome_without_words"),
    "two open branches": (
        TOWN,
        ("              - {to: told}\n", "              - {to: told}\n              - {to: board}\n"),
        "last_branch_is_open",
    ),
    "a board that appropriates by itself": (
        TOWN,
        (COVERS, COVERS.replace("council", "board")),
        "law_forbids_delegation",
    ),
    "a council that appropriates with others": (
        TOWN,
        (COVERS, COVERS.replace("B*", "B")),
        "law_forbids_delegation",
    ),
    "an association without members": (
        LEAGUE,
        ("{kind: association}", "{kind: municipality}"),
        "members_go_with_association",
    ),
}


@pytest.mark.parametrize("name", LET_THROUGH)
def test_what_lies_just_within_is_let_through(name: str) -> None:
    file, change = LET_THROUGH[name]
    assert changed(file, change).key in WORLD


@pytest.mark.parametrize("name", REFUSED)
def test_what_lies_just_outside_is_not(name: str) -> None:
    file, change, code = REFUSED[name]
    with pytest.raises(ProblemsError) as refused:
        changed(file, change)
    told = [str(problem) for problem in refused.value.problems]
    assert code in {problem.code for problem in refused.value.problems}, told
    assert len(set(told)) == len(told)


# --- A mandate, its period, and the limits of its days ---------------------------------------------

LID = """\
lid:
  name: {da: Loft, en: Lid, nb: Tak}
  unit: dkk
  values: {2026-01-01: {value: 1500, source: assumed}}
"""
# The limit rises from 1000 to 2000 in 2027: the first is nothing from then on, the second nothing until then.
BELOW_THE_LID, OVER_THE_LID = "{over: limit, at_most: lid}", "{over: lid, at_most: limit}"


def with_mandate(when: str, period: str) -> None:
    """The town with a council that is told of so much, for so long."""
    text = f"""mandates:
  council_is_told:
    who: {{forum: council}}
    code: O
    kinds: [purchase]
    when: {{amount: {when}, new_appropriation: false}}
    scope: organisation
    {period}
    source: assumed
"""
    own = WORLD["town"]
    model = own["model.yaml"].replace(b"mandates:\n", text.encode())
    files = {"model.yaml": model, "parameters.yaml": own["parameters.yaml"] + LID.encode()}
    load_from({**WORLD, "town": files}, "town")


@pytest.mark.parametrize(
    ("when", "period", "reaches"),
    [
        (BELOW_THE_LID, "valid_from: 2026-12-31", True),
        (BELOW_THE_LID, "valid_from: 2027-01-01", False),
        (BELOW_THE_LID, "valid_to: 2027-01-01", True),
        (OVER_THE_LID, "valid_to: 2027-01-01", False),
        (OVER_THE_LID, "valid_to: 2027-01-02", True),
        (OVER_THE_LID, "valid_from: 2027-01-01", True),
    ],
)
def test_a_mandate_must_reach_something_on_a_day_of_its_own(when: str, period: str, reaches: bool) -> None:
    if reaches:
        with_mandate(when, period)
        return
    with pytest.raises(ProblemsError) as refused:
        with_mandate(when, period)
    (problem,) = refused.value.problems
    assert (problem.code, problem.args) == ("mandate_reaches_nothing", {"mandate": "council_is_told"})


def test_where_no_law_is_written_down_what_forbids_it_is_left_open() -> None:
    """Norway's is not checked yet; a reserved matter is the council's there too."""

    def norwegian(folder: str, *changes: tuple[bytes, bytes]) -> dict[str, bytes]:
        files = dict(WORLD[folder])
        for old, new in changes:
            assert any(old in data for data in files.values()), old
            files = {name: data.replace(old, new) for name, data in files.items()}
        return files

    words = norwegian("words", (b"country: DK", b"country: NO"), (b"closed: [christmas_eve]", b"closed: []"))
    to_the_board = (b"    who: {forum: council}\n    code: B*", b"    who: {forum: board}\n    code: B*")
    town = norwegian("town", (b"unit: dkk", b"unit: nok"), to_the_board)
    with pytest.raises(ProblemsError) as refused:
        load_from({**WORLD, "words": words, "town": town}, "town")
    assert [(one.code, one.args["law"]) for one in refused.value.problems] == [
        ("law_forbids_delegation", "–")
    ]


GIFT = "kinds:\n  gift: {name: {da: x, en: x, nb: x}, route: gift, brought_by: [head], "
GIFT += "attributes: [area], source: assumed}\n"
GIFT_ROUTE = """routes:
  gift:
    name: {da: Gave, en: Gift, nb: Gave}
    start: look
    steps:
      look:
        do: decide
        name: {da: Se, en: Look, nb: Se}
        who: {role_for: area}
        clock: {working_days: days}
        outcomes: {approve: {to: approved}, reject: {to: rejected}}
        source: assumed
    withdraw: {by: [requester], to: withdrawn}
    source: assumed
"""
ALONE = "{who: {role_for: area}, code: B*, kinds: [gift], scope: organisation, source: assumed}\n"


def test_two_lines_that_mean_the_same_body_for_each_value_agree() -> None:
    """Each alone decides for its own area: the head of schools is not beside the deputy, who has care."""
    model = changed(
        TOWN,
        ("kinds:\n  purchase:", GIFT + "  purchase:"),
        ("routes:\n", GIFT_ROUTE),
        ("    kinds: all\n", "    kinds: [purchase]\n"),
        ("mandates:\n", f"mandates:\n  one: {ALONE}  two: {ALONE}"),
    )
    assert list(model.spec.mandates)[:2] == ["one", "two"]


def with_quorum(value: str) -> None:
    """The town with a board that is quorate by so much."""
    text = f"""part_of_it:
  name: {{da: Del, en: Part, nb: Del}}
  unit: share
  values: {{2026-01-01: {{value: {value}, source: assumed}}}}
"""
    own = WORLD["town"]
    board = b"    agenda: one\n    deciding: {rule: majority, quorum: half, source: assumed}"
    assert board in own["model.yaml"]
    model = own["model.yaml"].replace(board, board.replace(b"half", b"part_of_it"))
    load_from(
        {**WORLD, "town": {"model.yaml": model, "parameters.yaml": own["parameters.yaml"] + text.encode()}},
        "town",
    )


@pytest.mark.parametrize("value", ["1", "1/100"])
def test_a_board_may_ask_for_all_or_for_few(value: str) -> None:
    with_quorum(value)


def test_somebody_must_be_there() -> None:
    with pytest.raises(ProblemsError) as refused:
        with_quorum("0")
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["value"]) == ("share_too_small", "0")


def test_each_pool_whose_weights_are_not_the_whole_is_told() -> None:
    once = WORLD["town"]["model.yaml"].decode().partition("pools:\n")[2].partition("money:")[0]
    heavy = once.replace("weight: half", "weight: third")
    other = heavy.replace("  pool:\n", "  other:\n", 1)
    with pytest.raises(ProblemsError) as refused:
        changed(TOWN, (once, heavy + other))
    assert [(one.code, one.args["pool"]) for one in refused.value.problems] == [
        ("weights_are_not_the_whole", "pool"),
        ("weights_are_not_the_whole", "other"),
    ]


def test_a_route_that_only_goes_round_has_no_way_to_an_end() -> None:
    step = GIFT_ROUTE.partition("    steps:\n")[2].partition("    withdraw")[0]
    onward = step.replace("do: decide", "do: screen").replace(
        "{approve: {to: approved}, reject: {to: rejected}}", "{recommend: {to: again}}"
    )
    again = onward.replace("      look:", "      again:").replace("to: again", "to: look")
    with pytest.raises(ProblemsError) as refused:
        changed(
            TOWN,
            ("kinds:\n  purchase:", GIFT + "  purchase:"),
            ("routes:\n", GIFT_ROUTE.replace(step, onward + again)),
        )
    told = [(one.code, one.args.get("step")) for one in refused.value.problems]
    assert ("no_way_to_an_end", "look") in told
    assert ("no_way_to_an_end", "again") in told


OUTCOMES = "        outcomes: {approve: {to: approved}, reject: {to: rejected}}\n"
BY_HEAD = ("who: {role_for: area}", "who: {role: head}")
ASKED: dict[str, tuple[str, Change]] = {
    "whose it is": ("area", ("", "")),
    "when an outcome is open": (
        "people",
        ("approve: {to: approved}", "approve: {to: approved, when: {people: {over: one}}}"),
    ),
    "where an outcome leads": (
        "people",
        (
            "approve: {to: approved}",
            "approve: {to: [{when: {people: {over: one}}, to: approved}, {to: rejected}]}",
        ),
    ),
    "what an outcome amends": (
        "people",
        ("approve: {to: approved}", "approve: {to: approved, amends: [people]}"),
    ),
    "when there is something to answer": (
        "people",
        (
            OUTCOMES,
            OUTCOMES + "        items: {one: {name: {da: x, en: x, nb: x}, when: {people: {over: one}}}}\n",
        ),
    ),
    "in which phase it is": ("phase", (OUTCOMES, OUTCOMES + "        documents_of: steps\n")),
    "when that phase is there": ("people", (OUTCOMES, OUTCOMES + "        documents_of: steps\n")),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_a_route_asks_must_be_known_of_what_takes_it(name: str) -> None:
    """The gift stands after the purchase, which takes another route and knows all of it."""
    attribute, change = ASKED[name]
    route = GIFT_ROUTE if attribute == "area" else GIFT_ROUTE.replace(*BY_HEAD).replace(*change)
    kind = GIFT.removeprefix("kinds:\n").replace("[area]", "[]")
    with pytest.raises(ProblemsError) as refused:
        changed(TOWN, ("mandates:\n", kind + "mandates:\n"), ("routes:\n", route))
    named = [(one.code, one.args) for one in refused.value.problems]
    assert ("attribute_not_known", {"attribute": attribute, "kind": "gift"}) in named
    assert {code for code, _ in named} == {"attribute_not_known"}
