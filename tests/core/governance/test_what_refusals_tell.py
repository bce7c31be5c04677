"""What a refusal tells besides its code and its line: everything its sentence says, in each language."""

from __future__ import annotations

import re

import pytest
from tests.core.governance.test_refusals import REFUSALS

from samspil.core.errors import Problem
from samspil.wording.catalogues import texts

# As each is asked for in `test_refusals`. Winter time there is an hour before UTC.
TELLS = """
another_version model=skovby
naive_time at=2026-02-03 00:00:00
time_goes_backwards at=2026-02-02 08:59:59+00:00 last=2026-02-02 09:00:00+00:00
matter_has_ended end=rejected
matter_is_parked until=2026-03-01
clock_has_run_out due=2026-02-09 15:00:00+00:00
matter_is_elsewhere asked=council step=desk
unknown_outcome outcome=dance known=approve, reject, recommend, return, late
nobody_chooses_this outcome=late
reason_is_missing outcome=reject
items_are_open outcome=approve items=cost
may_not_amend attribute=trees allowed=
unknown_item item=smell known=cost, colour
unknown_seat seat=mayor known=clerk
members_take_part members=0185
not_yours_to_move what=withdraw roles=requester
route_has_no_parking route=gathering
rest_is_over until=2026-03-01
parked_too_long until=2026-05-05 latest=2026-05-04
no_rest_left days=91
matter_is_not_parked step=desk
may_not_bring roles=citizen
condition_fails outcome=recommend
no_mandate outcome=approve body=role chief kind=gate
a_forum_decides_together forum=council outcome=approve
the_requester_answers step=home
nobody_stands_in role=chief
not_your_table body=role clerk roles=clerk
unit_is_missing step=desk mandate=clerk_in_own_unit
person_is_recused person=clerk
outside_own_unit unit=park actors_unit=harbour
forum_has_ended forum=festival until=2026-05-07
no_written_procedure forum=council
not_sent_out forum=circle
sent_out_elsewhen sent_at=2026-02-02 09:00:00+01:00 since=2026-02-02 09:00:00+00:00
answers_can_still_come until=2026-02-05 15:00:00+00:00 seats=member_3
seat_is_recused seat=councillor_4
seat_is_absent seat=councillor_4
the_chair_is_there chair=mayor
no_quorum present=2 entitled=5 quorum=1/2
not_carried rule=majority votes_for=2 votes_against=3 present=5
unknown_kind kind=dream known=wish, gathering, gate, notice, answer
unknown_attribute attribute=x kind=wish
missing_attribute attribute=amount kind=wish
wrong_attribute attribute=amount value=0.01 EUR expected=DKK ≥ 0
phase_is_skipped phase=plant
model_not_valid_yet first_day=2024-01-01
no_meeting_left forum=festival ready_on=2026-05-01
choice_not_possible step=desk outcome=recommend
answers_no_joint_proposal kind=wish
another_decision member=0155 matter=0185-answer
member_has_not_decided member=0155 matter=0155-answer
not_before_the_members step=table
not_a_member member=0101
has_decided_already member=0155
only_by_its_own_decision member=0155
not_decided_yet member=0155 decided_at=2026-02-02 12:00:00+00:00
older_decision member=0155 decided_at=2026-02-02 10:00:00+00:00
mandate_does_not_reach mandate=council_answers member=0155 matter=0155-answer
another_kind_of_answer member=0155 matter=0155-answer kind=answer wanted=ballot
takes_on_no_amount member=0155 matter=0155-answer costs=5000.00 DKK
goes_by_that_version version=1.0
members_were_asked_under_this step=answers
step_is_gone step=desk
step_is_for_something_else step=desk
interest_would_be_lost body=forum circle seat=member_3
nobody_could_go_on step=council body=forum council
would_be_approved_by_nobody step=chief body=role chief
nothing_to_join matter=m1
no_late_joining joint=some
too_late_to_join last=2027-02-02
takes_part_already member=0185
takes_no_part member=0155
leaves_already member=0153
leaves_less_than_it_took_on member=0153 matter=0153-answer taken_on=0.01 DKK
left_only_by member=0153 kinds=law
"""


def problem(code: str) -> Problem:
    return REFUSALS[code][1]().problem


@pytest.mark.parametrize("line", TELLS.strip().splitlines(), ids=lambda line: str(line).split(maxsplit=1)[0])
def test_a_refusal_tells_what_was_asked_and_what_would_do(line: str) -> None:
    told = problem(line.split(maxsplit=1)[0])
    assert str(Problem(told.code, told.args)) == line.strip()


def test_every_refusal_is_told_of_here() -> None:
    assert [line.split(maxsplit=1)[0] for line in TELLS.strip().splitlines()] == list(REFUSALS)


@pytest.mark.parametrize("language", ["da", "en", "nb"])
def test_its_sentence_says_all_of_that(language: str) -> None:
    for code in REFUSALS:
        said = set(re.findall(r"\{(\w+)", texts(language, "problems")[code]))
        assert said == set(problem(code).args), code
