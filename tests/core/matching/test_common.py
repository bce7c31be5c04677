"""Common needs: what is found, what people have said to it, and what is learned of that."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from tests.core.matching.danish_needs import danish_needs, measured_half, same

from samspil import library
from samspil.core.matching.answers import Answer
from samspil.core.matching.common import Common, common_needs
from samspil.core.matching.evidence import Ground, Need
from samspil.core.matching.groups import grouped
from samspil.core.matching.suggesting import Needs

DRAGOER, SOLROD, GLOSTRUP = "dragoer", "solrod", "glostrup"
CARE = frozenset({"27.36"})
NEEDS = (
    Need("1", DRAGOER, "Nyt omsorgssystem", CARE, ends=date(2027, 1, 1)),
    Need("2", SOLROD, "Omsorgssystem til hjemmeplejen", CARE, ends=date(2027, 1, 1)),
    Need("3", GLOSTRUP, "Udskiftning af omsorgssystem", CARE),
    Need("4", DRAGOER, "Vagtplan til brandvæsenet"),
    Need("5", SOLROD, "Byggesagsarkiv"),
    Need("6", GLOSTRUP, "Tandplejens journal"),
)


def found(**said: bool) -> Common:
    """What is found when people have said of ``a1_2`` whether it is the same."""
    answers = {(key[1], key[3]): Answer(0.9, confirmed) for key, confirmed in said.items()}
    return common_needs(Needs.of(NEEDS, {}), answers)


def test_a_care_system_that_three_need_is_one_common_need() -> None:
    assert found().groups == (("1", "2", "3"),)


def test_a_pair_stands_in_the_order_of_its_keys_with_its_words_as_they_are_written() -> None:
    pair = next(one for one in found().pairs if {one.one, one.other} == {"2", "3"})

    words = next(reason.said for reason in pair.reasons if reason.ground is Ground.WORDS)

    assert (pair.one, pair.other, words) == ("2", "3", ("Omsorgssystem",))


def test_what_was_said_to_be_another_is_never_put_together_however_alike() -> None:
    assert found(a1_3=False, a2_3=False).groups == (("1", "2"),)


def test_what_was_said_to_be_the_same_is_put_together_however_unlike() -> None:
    assert ("4", "5") in found(a4_5=True).groups


def test_an_answer_about_a_need_that_is_gone_is_learned_from_and_puts_nothing_together() -> None:
    answers = {("1", "9"): Answer(0.9, confirmed=True)}

    told = common_needs(Needs.of(NEEDS, {}), answers)

    assert told.groups == (("1", "2", "3"),)
    assert told.learned.shift > 0


def test_refusals_make_the_next_suggestion_less_likely_and_confirmations_likelier() -> None:
    def likely(answers: dict[tuple[str, str], Answer]) -> float:
        told = common_needs(Needs.of(NEEDS, {}), answers)
        return next(one.now for one in told.pairs if (one.one, one.other) == ("1", "2"))

    refused = {("7", str(at)): Answer(0.9, confirmed=False) for at in range(10, 14)}
    confirmed = {("7", str(at)): Answer(0.9, confirmed=True) for at in range(10, 14)}

    assert likely(refused) < likely({}) <= likely(confirmed)


def test_with_nothing_to_compare_nothing_is_found() -> None:
    told = common_needs(Needs.of((), {}), {})

    assert (told.pairs, told.groups, told.certain_from) == ((), (), 1.0)


def test_needs_that_have_nothing_in_common_are_not_said_to_be_the_same() -> None:
    assert common_needs(Needs.of(NEEDS[3:], {}), {}).groups == ()


def test_a_pair_that_can_never_be_is_not_outvoted_by_its_neighbours() -> None:
    near = {("a", "b"): 1.0, ("a", "c"): 1.0, ("b", "d"): 1.0, ("c", "d"): 1.0}
    whose = {key: key for key in "abcd"}

    assert grouped(near | {("b", "c"): 1.0, ("a", "d"): 0.0}, whose) != (("a", "b", "c", "d"),)
    assert grouped(near | {("b", "c"): 1.0, ("a", "d"): 0.001}, whose) == (("a", "b", "c", "d"),)


def test_words_that_most_say_are_no_reason_where_there_are_enough_to_know() -> None:
    many = [
        Need(f"{at:02}", f"member {at % 5}", f"{name} drift")
        for at, name in enumerate(("Omsorg", "Vagtplan") * 10)
    ]

    told = common_needs(Needs.of(many, {}), {})

    words = {reason.said for one in told.pairs for reason in one.reasons if reason.ground is Ground.WORDS}
    assert words == set()
    few = common_needs(Needs.of([*many[:1], *many[2:3]], {}), {})
    assert [reason.said for one in few.pairs for reason in one.reasons] == [("Omsorg", "drift")]


def test_of_many_words_that_two_share_the_few_that_tell_most_are_shown() -> None:
    text = "Omsorg journal visitation medicin kalender borger"
    two = [Need("1", DRAGOER, text), Need("2", SOLROD, f"{text} kort")]
    others = [Need(str(at), GLOSTRUP, "Borger kalender") for at in range(3, 6)]

    pair = common_needs(Needs.of([*two, *others], {}), {}).pairs[0]

    assert pair.reasons[0].said == ("Omsorg", "journal", "visitation", "medicin")


def test_of_the_danish_needs_that_nothing_was_tuned_on_four_in_five_pairs_of_groups_are_right() -> None:
    """What docs/algorithms/matching.md says of groups: .83 are the same, .73 of what is the same is found."""
    needs = {need.key: need for need in danish_needs() if need.key in measured_half()}
    laid_out = Needs.of(
        (
            Need(one.key, one.member, one.text, frozenset(one.kle.split()), system=one.system)
            for one in needs.values()
        ),
        library.kle(),
    )

    groups = common_needs(laid_out, {}).groups

    within = {pair for group in groups for pair in combinations(group, 2)}
    right = sum(same(needs[one], needs[other]) is True for one, other in within)
    among = combinations(needs.values(), 2)
    there = sum(one.member != other.member and same(one, other) is True for one, other in among)
    assert (round(right / len(within), 2), round(right / there, 2)) == (0.83, 0.73)
