"""A survey from preparation to what may be shown of it: who may, when, and what nobody learns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import models, transaction
from tests.apps.surveys.survey_world import (
    BY_THEN,
    HEAD,
    area,
    by_letter,
    by_link,
    closed,
    invited,
    leader,
    opened,
    prepared,
    says,
)
from tests.apps.world import HVIDOVRE, NOW, World

from samspil import library
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.models import Unit
from samspil.apps.surveys.models import Area, Invited, Result, Round, SurveyVersion, Tally, Words
from samspil.apps.surveys.selectors.access import access_closed, access_round
from samspil.apps.surveys.selectors.outcome import earlier_of, outcome_of, written_in
from samspil.apps.surveys.services.answering import answer
from samspil.apps.surveys.services.inviting import invite
from samspil.apps.surveys.services.preparing import change_questions, keep_areas, keep_survey, prepare_round
from samspil.apps.surveys.services.running import close_round, close_what_is_over, open_round, remind
from samspil.apps.surveys.types import Given, NewArea, NewRound, Readers
from samspil.core.errors import ProblemsError
from samspil.kit.journal.models import Entry
from samspil.kit.mail.models import Letter
from samspil.wording.catalogues import Language

GOOD, POOR = says("fully"), says("not_at_all")


Cells = dict[tuple[str, str], tuple[int, int]]


def cells(row: Round, key: str = "help", *, is_earlier: bool = False) -> Cells:
    """What may be shown of a question."""
    asked = outcome_of(row).asked
    return dict(next(one.cells for one in asked if (one.key, one.is_earlier) == (key, is_earlier)))


def totals(row: Round, key: str = "help") -> dict[str, tuple[int, int]]:
    return {name: told for (name, function), told in cells(row, key).items() if not function}


def test_those_invited_get_a_letter_when_it_opens_and_an_area_without_addresses_gets_a_link(
    world: World,
) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40, "Omsorg": 40})
        invited(world, row, {"Skoler": 2})
        assert not Letter.objects.filter(kind="survey").exists()
        open_round(row, acting=leader(world), at=NOW)
        letters = Letter.objects.filter(kind="survey")
        assert sorted(one.address for one in letters) == [
            "skoler0@hvidovre.example",
            "skoler1@hvidovre.example",
        ]
        assert len({one.path for one in letters}) == 2
        assert {one.name: one.by_link for one in Area.objects.all()} == {"Skoler": False, "Omsorg": True}


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("da", "Hvidovre spørger dig: Puls, marts", "Svar senest 20. marts 2026"),
        ("en", "Hvidovre asks you: Puls, marts", "Answer by 20 March 2026"),
        ("nb", "Hvidovre spør deg: Puls, marts", "Svar senest 20. mars 2026"),
    ],
)
def test_letters_and_reminders_are_in_the_language_that_was_chosen(
    world: World, language: Language, title: str, text: str
) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40}, language=language)
        invited(world, row, {"Skoler": 1})
        open_round(row, acting=leader(world), at=NOW)
        assert remind(row, acting=leader(world), at=NOW) == 1
        letters = list(Letter.objects.filter(kind="survey"))
        assert [(one.language, one.title) for one in letters] == [(language, title)] * 2
        assert all(text in one.text for one in letters)


def test_a_reminder_goes_only_to_those_who_have_not_answered(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40})
        people = invited(world, row, {"Skoler": 2})
        open_round(row, acting=leader(world), at=NOW)
        answer(by_letter(people[0]), GOOD, at=NOW)
        assert remind(row, acting=leader(world), at=NOW) == 1
        told = Letter.objects.filter(kind="survey", address="skoler1@hvidovre.example")
        assert told.count() == 2
        assert len(set(told.values_list("path", flat=True))) == 1  # the same link


def test_a_share_is_shown_from_five_answers_on(world: World) -> None:
    with world.scope(HVIDOVRE):
        four = closed(world, {"Skoler": [GOOD] * 4, "Omsorg": [POOR] * 20, "Teknik": [GOOD] * 20})
        five = closed(world, {"Skoler": [GOOD] * 5, "Omsorg": [POOR] * 20, "Teknik": [GOOD] * 20})
        assert "Skoler" not in totals(four)
        assert totals(five)["Skoler"] == (5, 5)
        assert totals(four)[""] == (44, 24)


def test_with_the_few_another_is_hidden_so_that_subtracting_tells_nothing(world: World) -> None:
    answers = {"Skoler": [GOOD, POOR, GOOD], "Omsorg": [GOOD, POOR] * 4, "Teknik": [GOOD, POOR] * 10}
    with world.scope(HVIDOVRE):
        shown = totals(closed(world, answers))
        assert shown == {"": (31, 16), "Teknik": (20, 10)}


def test_the_interval_is_wilsons_with_the_finite_population(world: World) -> None:
    """By hand for 8 of 10 of 40: factor 30/39, spread .2955, middle .7316, half .2029."""
    with world.scope(HVIDOVRE):
        row = closed(world, {"Skoler": [GOOD] * 8 + [POOR] * 2})
        outcome = outcome_of(row)
        share = outcome.share(outcome.asked[0], ("Skoler", ""))
        assert share is not None
        assert (share.answers, share.good) == (10, 8)
        assert (round(share.interval.low, 2), round(share.interval.high, 2)) == (0.53, 0.93)
        assert outcome.share(outcome.asked[0], ("Skoler", "leader")) is None


def test_what_does_not_count_is_in_no_share(world: World) -> None:
    given = [says("good", "whole", "staff")] * 5 + [says("cannot_say", "whole", "staff")] * 5
    with world.scope(HVIDOVRE):
        row = closed(world, {"Skoler": given}, survey="it_service_yearly")
        assert totals(row, "whole")["Skoler"] == (5, 5)
        assert outcome_of(row).everybody["Skoler", ""] == (10, 10)


def test_areas_and_functions_cross_as_far_as_they_may(world: World) -> None:
    def of(function: str, count: int) -> list[Given]:
        return [says("good", "whole", function)] * count + [says("poor", "whole", function)] * count

    answers = {name: [*of("leader", 3), *of("staff", 5)] for name in ("Skoler", "Omsorg")}
    with world.scope(HVIDOVRE):
        shown = cells(closed(world, answers, survey="it_service_yearly"), "whole")
        assert shown["Skoler", "leader"] == (6, 3)
        assert shown["", "leader"] == (12, 6)
        assert shown["", ""] == (32, 16)


def test_nothing_is_read_before_it_is_closed_by_whoever_leads_neither(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"Skoler": 40})
        for _ in range(5):
            answer(by_link(row, "Skoler"), GOOD, at=NOW)
        assert not Result.objects.exists()
        with pytest.raises(NotFoundError):
            access_closed(leader(world), row.public_id)
        close_round(row, acting=leader(world), at=NOW)
        assert access_closed(leader(world), row.public_id) == row


def fields_of(sort: type[models.Model]) -> set[str]:
    return {field.name for field in sort._meta.concrete_fields}


def test_no_row_joins_an_answer_to_a_person_a_link_an_order_or_a_time(world: World) -> None:
    """There is no row of an answer at all: only how often each step was chosen, and what was written."""
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40})
        people = invited(world, row, {"Skoler": 6})
        open_round(row, acting=leader(world), at=NOW)
        before = Entry.objects.count()
        for number, one in enumerate(people):
            given = Given({"help": "fully", "systems": "fully"}, {"one_thing": f"sag {number}"})
            answer(by_letter(one), given, at=NOW)
        assert Entry.objects.count() == before  # the journal would keep order and time
    about_answers = fields_of(Tally) | fields_of(Words)
    assert about_answers == {
        "id", "organisation", "round", "version", "area", "function", "question", "step", "count", "text",
    }  # fmt: skip
    with world.scope(HVIDOVRE):
        assert sorted(Tally.objects.values_list("question", "step", "count")) == [
            ("", "", 6), ("help", "fully", 6), ("systems", "fully", 6),
        ]  # fmt: skip


def test_keys_of_what_was_written_tell_no_order_and_are_drawn_again_at_closing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"Skoler": 40})
        for number in range(12):
            answer(by_link(row, "Skoler"), says(one_thing=f"{number:02}"), at=NOW)
        kept = list(Words.objects.order_by("pk").values_list("text", flat=True))
        assert kept != sorted(kept)  # by chance alone once in 479 million
        keys = set(Words.objects.values_list("pk", flat=True))
        close_round(row, acting=leader(world), at=NOW)
        again = set(Words.objects.values_list("pk", flat=True))
        assert len(again) == 12
        assert not again & keys
        ((_question, (one,)),) = written_in(row).values()
        assert list(one.texts) == sorted(kept)


def test_when_it_closes_addresses_are_gone_and_letters_taken_back(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40})
        invited(world, row, {"Skoler": 2})
        open_round(row, acting=leader(world), at=NOW)
        letters = Letter.objects.filter(kind="survey")
        letters.filter(address="skoler0@hvidovre.example").update(state="sent")
        assert Invited.objects.exclude(address="").count() == 2  # the control
        close_round(row, acting=leader(world), at=NOW)
        assert set(Invited.objects.values_list("address", flat=True)) == {""}
        assert [(one.address, one.path) for one in letters] == [("", "")]  # what had not gone goes no more


def test_a_link_of_ones_own_is_answered_by_once(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40})
        one, other = invited(world, row, {"Skoler": 2})
        open_round(row, acting=leader(world), at=NOW)
        answer(by_letter(one), GOOD, at=NOW)
        with pytest.raises(RefusedError, match="survey_answered_already"), transaction.atomic():
            answer(by_letter(one), POOR, at=NOW)
        answer(by_letter(other), GOOD, at=NOW)  # the control: another's link is not used up
        assert list(Tally.objects.filter(question="help").values_list("step", "count")) == [("fully", 2)]
        assert area(row, "Skoler").answered == 2


def test_an_answer_before_opening_after_the_last_day_or_after_closing_is_refused_and_none_is_lost(
    world: World,
) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40})
        with pytest.raises(RefusedError, match="round_is_not_open"):
            answer(by_link(row, "Skoler"), GOOD, at=NOW)
        open_round(row, acting=leader(world), at=NOW)
        late = NOW + (BY_THEN - NOW.date()) + timedelta(days=1)
        answer(by_link(row, "Skoler"), GOOD, at=late - timedelta(days=1))  # the last day counts
        with pytest.raises(RefusedError, match="round_is_closed"):
            answer(by_link(row, "Skoler"), GOOD, at=late)
        close_round(row, acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="round_is_closed"):
            answer(by_link(row, "Skoler"), GOOD, at=NOW)
        assert area(row, "Skoler").answered == 1


def test_nothing_said_marks_no_link_as_used(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40})
        (one,) = invited(world, row, {"Skoler": 1})
        open_round(row, acting=leader(world), at=NOW)
        for nothing in (says(), says("horoscope"), says("fully", question="no_question"), says(other="ord")):
            with pytest.raises(RefusedError, match="answer_says_nothing"), transaction.atomic():
                answer(by_letter(one), nothing, at=NOW)
        answer(by_letter(one), GOOD, at=NOW)


def changed() -> str:
    return (
        library.survey_file("pulse")
        .decode()
        .replace("fik jeg den digitale hjælp", "kunne jeg få digital hjælp")
    )


def test_a_question_changed_under_way_keeps_the_answers_to_its_old_words(world: World) -> None:
    both = Given({"help": "fully", "systems": "mostly"}, {})
    with world.scope(HVIDOVRE):
        row = opened(world, {"Skoler": 40})
        for _ in range(6):
            answer(by_link(row, "Skoler"), both, at=NOW)
        change_questions(row, changed(), acting=leader(world), at=NOW)
        for _ in range(5):
            answer(by_link(row, "Skoler"), Given({"help": "not_at_all", "systems": "mostly"}, {}), at=NOW)
        row = close_round(row, acting=leader(world), at=NOW)
        assert cells(row)["Skoler", ""] == (5, 0)
        assert cells(row, is_earlier=True)["Skoler", ""] == (6, 6)
        assert cells(row, "systems")["Skoler", ""] == (11, 11)  # asked alike in both


def test_a_change_to_another_survey_or_without_its_functions_is_refused(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = opened(world, {"Skoler": 40}, survey="it_service_yearly")
        document = library.survey_file("it_service_yearly").decode()
        without = "\n".join(line for line in document.splitlines() if not line.startswith("  leader:"))
        for said, code in (
            (without, "survey_lacks_functions"),
            (library.survey_file("pulse").decode(), "survey_is_another"),
        ):
            with pytest.raises(ProblemsError, match=code):
                change_questions(row, said, acting=leader(world), at=NOW)
        close_round(row, acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="round_is_closed"):
            change_questions(row, document, acting=leader(world), at=NOW)
        pulse = opened(world, {"Skoler": 40})
        about = library.survey_file("pulse").decode()
        for said in (
            "Den sidste måned hjalp systemerne",
            "Last month the systems",
            "Den siste måneden hjalp",
        ):
            about = about.replace(f": {said}", ": |-\n        {about} " + said)
        with pytest.raises(RefusedError, match="survey_about_nothing"):
            change_questions(pulse, about, acting=leader(world), at=NOW)


def test_a_survey_of_ones_own_gets_a_number_and_the_same_again_does_not(world: World) -> None:
    with world.scope(HVIDOVRE):
        document = library.survey_file("pulse").decode()
        first = keep_survey(document, acting=leader(world), at=NOW)
        assert keep_survey(document.replace("\n", "\r\n"), acting=leader(world), at=NOW) == first
        assert keep_survey(changed(), acting=leader(world), at=NOW).number == 2
        assert SurveyVersion.objects.filter(key="pulse").count() == 2


def test_earlier_rounds_of_the_same_survey_stand_beside_it_where_one_may_read_them(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = leader(world)
        school = Unit.objects.create(organisation=world.organisation(HVIDOVRE), name="Skoler", valid_from=NOW)
        first = closed(world, {"Skoler": [GOOD] * 5}, title="2024")
        closed(world, {"Skoler": [GOOD] * 4}, title="2025")
        hers = closed(world, {"Skoler": [GOOD] * 5}, title="en andens", unit=school.public_id)
        Round.objects.filter(pk=hers.pk).update(prepared_by=first.public_id)
        other = closed(world, {"Skoler": [says("good", "whole", "staff")] * 5}, survey="it_service_yearly")
        row = closed(world, {"Skoler": [POOR] * 5}, title="2026")
        Round.objects.filter(pk=row.pk).update(closed_at=NOW + timedelta(days=1))
        row.refresh_from_db()
        outcome = outcome_of(row)
        told = earlier_of(acting, row, outcome, ("Skoler", ""))[outcome.asked[0].digest]
        assert [(one.round.title, one.share and one.share.good) for one in told] == [
            ("2024", 5),
            ("2025", None),
        ]
        assert other.title not in {one.round.title for one in told}


def test_results_belong_to_whoever_asked(world: World) -> None:
    with world.scope(HVIDOVRE):
        owner = world.organisation(HVIDOVRE)
        unit = Unit.objects.create(organisation=owner, name="HR", valid_from=NOW)
        row = closed(world, {"Skoler": [GOOD] * 5}, unit=unit.public_id)
        shared = closed(world, {"Skoler": [GOOD] * 5}, readers=Readers.EVERYBODY)
        employee, secretary = (world.acting(HVIDOVRE, role) for role in ("employee", "council_secretary"))
        for nobody in (employee, secretary):
            with pytest.raises(NotFoundError):
                access_round(nobody, row.public_id)
            assert access_round(nobody, shared.public_id) == shared
        in_unit = type(employee)(**{
            name: getattr(employee, name) for name in employee.__dataclass_fields__ if name != "unit"
        }, unit=str(unit.public_id))  # fmt: skip
        assert access_round(in_unit, row.public_id) == row
        still_open = opened(world, {"Skoler": 40}, unit=unit.public_id)
        with pytest.raises(NotFoundError):
            access_round(in_unit, still_open.public_id)


def test_who_may_not_ask_prepares_nothing_and_leads_nothing(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        new = NewRound("x", "pulse", "", BY_THEN, Readers.ASKED)
        with pytest.raises(RefusedError, match="not_yours_to_ask"):
            prepare_round(new, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_ask"):
            keep_survey(library.survey_file("pulse").decode(), acting=acting, at=NOW)
        row = prepared(world, {"Skoler": 40})
        for refused in (open_round, remind, close_round):
            with pytest.raises(RefusedError, match="not_yours_to_lead_survey"):
                refused(row, acting=acting, at=NOW)
        assert prepare_round(new, acting=world.acting(HVIDOVRE, HEAD), at=NOW).title == "x"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ({"answer_by": NOW.date() - timedelta(days=1)}, "round_ends_before_today"),
        ({"survey": "before_and_after"}, "survey_about_nothing"),
        ({"unit": "0198c0de-0000-7000-8000-000000000000"}, "survey_unit_unknown"),
    ],
)
def test_a_round_that_cannot_be_prepared_says_why(world: World, new: dict[str, object], code: str) -> None:
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match=code):
        prepared(world, {}, **new)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        ([], "survey_asks_no_area"),
        ([NewArea("Skoler", 5), NewArea("skoler", 7)], "survey_area_twice"),
        ([NewArea("Skoler", 0)], "survey_area_of_nobody"),
        ([NewArea(f"{number}", 5) for number in range(41)], "survey_areas_too_many"),
    ],
)
def test_areas_that_cannot_be_asked_are_told(world: World, areas: list[NewArea], code: str) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Teknik": 40})
        with pytest.raises(RefusedError, match=code):
            keep_areas(row, areas, acting=leader(world), at=NOW)
        assert [one.name for one in Area.objects.filter(round=row)] == ["Teknik"]


def test_an_area_that_stays_keeps_whom_it_invites_and_one_that_goes_takes_them_with_it(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40, "Omsorg": 40})
        invited(world, row, {"Skoler": 2, "Omsorg": 3})
        keep_areas(row, [NewArea("Skoler", 41)], acting=leader(world), at=NOW)
        assert Invited.objects.filter(round=row).count() == 2
        open_round(row, acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="round_has_begun"):
            keep_areas(row, [NewArea("Omsorg", 9)], acting=leader(world), at=NOW)


def test_invitations_to_an_area_with_one_link_and_to_two_areas_are_refused(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40, "Omsorg": 40})
        invited(world, row, {"Skoler": 1})
        open_round(row, acting=leader(world), at=NOW)
        school, old = area(row, "Skoler").public_id, area(row, "Omsorg").public_id
        for wanted, code in (
            ({old: ["a@b.dk"]}, "survey_area_has_open_link"),
            ({old: ["skoler0@hvidovre.example"]}, "invited_in_two_groups"),
            ({school: ["a@b"]}, "invited_not_an_address"),
        ):
            with pytest.raises(RefusedError, match=code):
                invite(row, wanted, acting=leader(world), at=NOW)
        assert invite(row, {school: ["a@b.dk"]}, acting=leader(world), at=NOW) == 2
        assert Letter.objects.filter(kind="survey").count() == 2


def test_a_round_closes_by_itself_when_its_last_day_has_passed_and_not_before(world: World) -> None:
    owner = world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE):
        row = opened(world, {"Skoler": 40})
        last = NOW + (BY_THEN - NOW.date())
        assert close_what_is_over(owner, at=last) == 0
        assert close_what_is_over(owner, at=last + timedelta(days=1)) == 1
        assert close_what_is_over(owner, at=last + timedelta(days=2)) == 0
        assert Round.objects.get(pk=row.pk).closed_at == last + timedelta(days=1)


def test_a_round_that_cannot_be_opened_or_closed_says_why(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = leader(world)
        row = prepared(world, {})
        with pytest.raises(RefusedError, match="survey_asks_no_area"):
            open_round(row, acting=acting, at=NOW)
        keep_areas(row, [NewArea("Skoler", 40)], acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="round_ends_before_today"):
            open_round(row, acting=acting, at=NOW + timedelta(days=90))
        open_round(row, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="round_has_begun"):
            open_round(row, acting=acting, at=NOW)
        close_round(row, acting=acting, at=NOW)
        for refused in (close_round, remind):
            with pytest.raises(RefusedError, match="round_is_not_open"):
                refused(row, acting=acting, at=NOW)


def test_words_of_few_are_shown_together_with_those_of_others(world: World) -> None:
    few = [says(one_thing="fra de få")] * 4
    many = [says(one_thing="fra de mange")] * 6
    with world.scope(HVIDOVRE):
        row = closed(world, {"Skoler": few, "Omsorg": many, "Teknik": [GOOD] * 7})
        ((_question, groups),) = written_in(row).values()
        assert {one.areas: set(one.texts) for one in groups} == {
            ("Omsorg", "Skoler"): {"fra de mange", "fra de få"},
        }
        alone = closed(world, {"Skoler": few})
        ((_question, nothing),) = written_in(alone).values()
        assert nothing == []


def test_more_answers_than_people_are_counted_and_the_interval_takes_no_population(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = closed(world, {"Skoler": [GOOD] * 5 + [POOR] * 3}, people=6)
        outcome = outcome_of(row)
        share = outcome.share(outcome.asked[0], ("Skoler", ""))
        assert share is not None
        assert share.answers == 8
        assert (round(share.interval.low, 2), round(share.interval.high, 2)) == (0.31, 0.86)
