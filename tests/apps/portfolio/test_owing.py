"""A status report is owed when the model's rhythm says so, by whoever answers, and met by the report."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.portfolio.test_reporting import FINE
from tests.apps.world import BY, HVIDOVRE, NOW, SINCE, World

from samspil.apps.governance.selectors.also_owed import also_overdue
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, OwedReport, StatusReport
from samspil.apps.portfolio.selectors.owed import owed_by
from samspil.apps.portfolio.services import initiatives, owing
from samspil.apps.portfolio.services.details import add_payer
from samspil.apps.portfolio.services.reporting import report
from samspil.apps.portfolio.types import CostKind, End, InitiativeRole
from samspil.kit.journal.models import Entry
from samspil.kit.mail.models import Letter
from samspil.processes.owe_reports import owe_reports
from samspil.processes.tell_people import remind_people, tell_people

# Begun on 2 March 2026: asked for on Maundy Thursday, 2 April, and due on the fifth working day after Easter.
ASKED = datetime(2026, 4, 2, 9, 0, tzinfo=UTC)
DUE = date(2026, 4, 13)
LATE = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)


def all_owed(world: World, code: str = HVIDOVRE) -> list[tuple[date, date, bool]]:
    with world.scope(code):
        rows = OwedReport.objects.order_by("pk")
        return [(one.asked_on, one.due_on, one.met_at is not None) for one in rows]


def names(world: World, started: Initiative, role: InitiativeRole, who: Acting) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        initiatives.name(started, role, "Ansvarlig", person=who.person, acting=acting, at=NOW)


def owes(world: World, role: str, at: datetime = ASKED, code: str = HVIDOVRE) -> list[str]:
    """What somebody sees that they owe."""
    acting = world.acting(code, role)
    with world.scope(code):
        return [one.title for one in owed_by(acting, at.date())]


def reports(world: World, started: Initiative, at: datetime) -> StatusReport:
    with world.scope(HVIDOVRE):
        return report(started, FINE, acting=keeper(world, HVIDOVRE), at=at)


def test_nothing_is_owed_before_its_day_and_once_from_it(world: World) -> None:
    local(world, HVIDOVRE)
    assert owe_reports(ASKED - timedelta(days=1)) == 0
    assert owe_reports(ASKED) == 1
    assert owe_reports(ASKED + timedelta(days=40)) == 0  # what is not met stays; no other is asked for
    assert all_owed(world) == [(date(2026, 4, 2), DUE, False)]


def test_the_report_meets_what_is_owed_and_the_journal_knows_both(world: World) -> None:
    started = local(world, HVIDOVRE)
    owe_reports(ASKED)
    made = reports(world, started, LATE)
    assert all_owed(world) == [(date(2026, 4, 2), DUE, True)]
    with world.scope(HVIDOVRE):
        assert OwedReport.objects.get().report == made
        told = Entry.objects.filter(action__startswith="portfolio.report.").order_by("pk")
        assert [one.action for one in told] == ["portfolio.report.owed", "portfolio.report.met"]
    assert owe_reports(LATE) == 0
    assert owe_reports(datetime(2026, 5, 14, 9, 0, tzinfo=UTC)) == 1  # a month after the report was made


def test_who_reports_before_the_day_owes_nothing_on_it(world: World) -> None:
    started = local(world, HVIDOVRE)
    reports(world, started, ASKED - timedelta(days=3))
    assert owe_reports(ASKED) == 0


def test_what_is_over_is_let_go_and_while_it_rests_nobody_is_asked(world: World) -> None:
    started = local(world, HVIDOVRE)
    resting = local(world, HVIDOVRE, "Hviler")
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=resting.pk).update(is_paused=True)
    assert owe_reports(ASKED) == 1
    with world.scope(HVIDOVRE):
        initiatives.end(started, End.COMPLETED, learned="", acting=keeper(world, HVIDOVRE), at=ASKED)
    assert owes(world, "head_of_digitalisation") == []
    owe_reports(LATE)
    with world.scope(HVIDOVRE):
        assert OwedReport.objects.get().let_go_at == LATE
        assert Entry.objects.filter(action="portfolio.report.let_go").count() == 1


def test_the_project_manager_owes_it_else_the_owner_else_whoever_keeps_the_portfolio(world: World) -> None:
    started = local(world, HVIDOVRE)
    owe_reports(ASKED)
    assert owes(world, "head_of_digitalisation") == ["Vagtplan i Ældre"]
    assert owes(world, "employee") == []
    names(world, started, InitiativeRole.OWNER, world.acting(HVIDOVRE, "it_expert"))
    assert owes(world, "it_expert") == ["Vagtplan i Ældre"]
    assert owes(world, "head_of_digitalisation") == []
    names(world, started, InitiativeRole.MANAGER, world.acting(HVIDOVRE, "employee"))
    assert owes(world, "employee") == ["Vagtplan i Ældre"]
    assert owes(world, "it_expert") == []


def test_a_function_that_nobody_logs_in_as_leaves_it_to_whoever_keeps_the_portfolio(world: World) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        initiatives.name(started, InitiativeRole.MANAGER, "Projektlederen", acting=acting, at=NOW)
    owe_reports(ASKED)
    assert owes(world, "head_of_digitalisation") == ["Vagtplan i Ældre"]


def test_the_association_owes_reports_on_what_is_done_together_and_no_member_sees_it(world: World) -> None:
    programme(world, HVIDOVRE)
    assert owe_reports(ASKED) == 1
    with world.scope(""):
        assert len(owed_by(coordinator(world), ASKED.date())) == 1
    assert owes(world, "head_of_digitalisation") == []


def test_the_overview_counts_what_is_late_and_nothing_else(world: World) -> None:
    mine = local(world, HVIDOVRE)
    owe_reports(ASKED)
    acting = world.acting(HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        for kind in CostKind:
            add_payer(mine, kind, "Ældre", 2026, acting=acting, at=NOW)
        assert [also_overdue(acting, on) for on in (DUE, LATE.date())] == [0, 1]


def test_two_reports_owed_at_a_time_are_refused_by_the_database(world: World) -> None:
    local(world, HVIDOVRE)
    owe_reports(ASKED)
    with world.scope(HVIDOVRE):
        one = OwedReport.objects.get()
        one.pk, one.public_id, one.asked_on = None, None, date(2026, 4, 3)  # type: ignore[assignment]
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)


def letters(world: World) -> list[tuple[str, str]]:
    """All but those about who pays, which have tests of their own."""
    with world.scope(HVIDOVRE):
        rows = Letter.objects.exclude(key__startswith="payer:").order_by("id")
        return list(rows.values_list("account__email", "title"))


def reached_as(world: World, role: str) -> None:
    account = Account.objects.create_user(f"{role}@example.org", None, language="da")
    with world.scope(HVIDOVRE):
        services.let_act(account, world.organisation(HVIDOVRE), world.people[HVIDOVRE, role], SINCE, BY)


def test_whoever_owes_it_hears_when_it_is_asked_for_soon_due_and_late_each_once(world: World) -> None:
    started = local(world, HVIDOVRE)
    names(world, started, InitiativeRole.MANAGER, world.acting(HVIDOVRE, "employee"))
    for role in ("employee", "head_of_digitalisation"):
        reached_as(world, role)
    owe_reports(ASKED)
    for hours in (0, 1):
        tell_people(ASKED + timedelta(hours=hours))
        remind_people(ASKED + timedelta(hours=hours))
    number = started.number
    who = "employee@example.org"
    assert letters(world) == [(who, f"Der skal skrives en statusrapport: {number}")]
    for at in (LATE - timedelta(days=2), LATE - timedelta(days=1), LATE, LATE + timedelta(days=1)):
        remind_people(at)
    assert letters(world)[1:] == [
        (who, f"Statusrapporten om {number} skal snart sendes"),
        (who, f"Statusrapporten om {number} er forsinket"),
    ]


def test_what_has_been_late_for_long_is_no_news(world: World) -> None:
    """The worker comes back after months: it is on My work, and nobody is written to about April."""
    local(world, HVIDOVRE)
    reached_as(world, "head_of_digitalisation")
    september = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
    assert owe_reports(september) == 1
    tell_people(september)
    remind_people(september)
    assert letters(world) == []


def test_my_work_shows_it_with_the_way_to_the_report_until_it_is_written(
    world: World, client: Client
) -> None:
    started = local(world, HVIDOVRE)
    names(world, started, InitiativeRole.MANAGER, world.acting(HVIDOVRE, "employee"))
    begun = timezone.now() - timedelta(days=60)
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=started.pk).update(started_at=begun)
    assert owe_reports(timezone.now()) == 1
    world.log_in(client, HVIDOVRE, "employee")
    where = reverse("portfolio:reports", args=[started.public_id])
    page = client.get(reverse("governance:my_work")).content.decode()
    assert "Statusrapport" in page
    assert page.count(f'href="{where}"') == 2  # the title, and what is to be done
    assert "over fristen" in page
    with world.scope(HVIDOVRE):
        report(started, FINE, acting=world.acting(HVIDOVRE, "employee"), at=timezone.now())
    assert f'href="{where}"' not in client.get(reverse("governance:my_work")).content.decode()


def test_the_page_of_reports_says_who_owes_them_and_within_which_time(world: World, client: Client) -> None:
    started = local(world, HVIDOVRE)
    world.log_in(client, HVIDOVRE, "head_of_digitalisation")
    page = client.get(reverse("portfolio:reports", args=[started.public_id])).content.decode()
    assert "Projektleder, inden for 5 arbejdsdage" in page
    assert "Hold øje fra 10% under det lovede, grib ind fra 25%" in page


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Two workers ask at the same moment, in transactions of their own."""

    def ask(self, world: World) -> list[Any]:
        local(world, HVIDOVRE)
        organisation, gate = world.organisation(HVIDOVRE).pk, threading.Barrier(2)
        answers: list[Any] = [None, None]

        def act(number: int) -> None:
            try:
                connection.ensure_connection()
                gate.wait(10)
                with world.scope(HVIDOVRE):
                    answers[number] = owing.owe_what_is_due(organisation, at=ASKED)
            except Exception as error:
                answers[number] = error
            finally:
                connection.close()

        threads = [threading.Thread(target=act, args=[number]) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return answers

    def test_it_is_asked_for_once_and_told_once(self, world: World) -> None:
        answers = self.ask(world)
        assert sorted(answers, key=str) == [0, 1]
        assert len(all_owed(world)) == 1
        with world.scope(HVIDOVRE):
            assert Entry.objects.filter(action="portfolio.report.owed").count() == 1

    def test_without_the_lock_one_of_them_fails(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: held apart by nothing, both ask, and only the database's own rule stops the second."""
        both = threading.Barrier(2)
        real = OwedReport.objects.create

        def create(**fields: Any) -> Any:
            both.wait(10)
            return real(**fields)

        monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
        monkeypatch.setattr(owing, "tell", lambda *_, **__: None)
        monkeypatch.setattr(OwedReport.objects, "create", create)
        monkeypatch.setattr(owing, "_owe", owing._owe.__wrapped__)  # type: ignore[attr-defined]
        answers = self.ask(world)
        assert any(isinstance(one, IntegrityError) for one in answers), answers
        assert len(all_owed(world)) == 1
