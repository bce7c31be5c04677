"""The pages of a balance check: the link that nobody logs in by, the meeting, the record."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.balance.balance_world import HEAD, closed, invited, key, leader, opened, says
from tests.apps.benefits.pdf_words import pages
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil import library
from samspil.apps.balance.models import Action, Answer, Invited, Round
from samspil.apps.balance.services.running import close_round
from samspil.apps.balance.types import Shows
from samspil.apps.governance.selectors.also_owed import also_overdue, also_owed
from samspil.apps.organisations.models import Account
from samspil.apps.organisations.selectors import names_of
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people

SOON = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def head(world: World) -> Client:
    return world.log_in(Client(), HVIDOVRE, HEAD)


def link(world: World, row: Round, group: str = "it", number: int = 0) -> str:
    with world.scope(HVIDOVRE):
        return reverse("balance:answer", args=[key(world, invited(row, group)[number])])


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def is_open(world: World, **how: object) -> Round:
    with world.scope(HVIDOVRE):
        return opened(world, {"it": 2, "executives": 1}, answer_by=SOON, **how)


def is_closed(world: World, **how: object) -> Round:
    said = {"it": [says("fully", "Det siger vi tit")] * 5, "areas": [says("not_at_all")] * 5}
    with world.scope(HVIDOVRE):
        return closed(world, said, answer_by=SOON, **how)


def test_somebody_without_a_log_in_answers_by_the_link_and_again(world: World) -> None:
    path = link(world, is_open(world))
    browser = Client()
    assert "Nobody reads" not in read(browser, path)  # Danish first
    assert "Hvem læser, hvad du svarer?" in read(browser, path)
    answer = browser.post(path, {"step_core_task": "partly", "text_core_task": "Vi er på vej"}, follow=True)
    assert "Tak. Dine svar er gemt." in answer.content.decode()
    again = read(browser, path)
    assert "Vi er på vej" in again
    assert "Erstat mine svar" in again
    browser.post(path, {"step_core_task": "little"})
    with world.scope(HVIDOVRE):
        assert Answer.objects.get().said == {"core_task": ["little", ""]}


def test_a_link_that_was_made_up_or_changed_finds_nothing(world: World) -> None:
    row = is_open(world)
    good = link(world, row)
    proof = good.rstrip("/").rpartition(".")[2]
    other = link(world, row, "executives").rstrip("/").rpartition(".")[0]
    for path in (
        good.replace(proof, "0" * 32),
        f"{other}.{proof}/",
        good.replace(proof, ""),
        "/balance/answer/x.y.z/",
    ):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {"step_core_task": "partly"}).status_code == 404
    assert Client().get(good).status_code == 200  # the control
    with world.scope(HVIDOVRE):
        assert not Answer.objects.exists()


def test_a_link_tells_nothing_to_where_it_leads_and_is_kept_by_nobody(world: World) -> None:
    answer = Client().get(link(world, is_open(world)))
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"


def test_one_link_never_shows_what_came_by_another(world: World) -> None:
    row = is_open(world)
    Client().post(link(world, row), {"step_core_task": "partly", "text_core_task": "kun min egen"})
    assert "kun min egen" in read(Client(), link(world, row))  # the control
    assert "kun min egen" not in read(Client(), link(world, row, number=1))


def test_fifty_thousand_characters_are_refused_and_what_was_chosen_still_stands(world: World) -> None:
    path = link(world, is_open(world))
    answer = Client().post(path, {"step_core_task": "partly", "text_core_task": "x" * 50_000})
    assert answer.status_code == 422
    assert "2000" in answer.content.decode().replace("2.000", "2000")
    assert 'value="partly" id="id_step_core_task_2" checked' in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert not Answer.objects.exists()
    assert Client().post(path, {"step_core_task": "partly", "text_core_task": "x" * 2000}).status_code == 302


def test_words_without_a_choice_are_asked_for_one_and_nothing_chosen_is_told(world: World) -> None:
    path = link(world, is_open(world))
    answer = Client().post(path, {"text_core_task": "Det kommer an på"})
    assert "Vælg også et svar" in answer.content.decode()
    assert "Det kommer an på" in answer.content.decode()
    assert "Du har ikke valgt noget svar" in Client().post(path, {}).content.decode()
    assert Client().post(path, {"step_core_task": "horoscope"}).status_code == 422


def test_after_closing_the_link_says_so_and_takes_nothing(world: World) -> None:
    row = is_open(world)
    path = link(world, row)
    with world.scope(HVIDOVRE):
        close_round(row, acting=leader(world), at=timezone.now())
    assert "Runden er lukket" in read(Client(), path)
    answer = Client().post(path, {"step_core_task": "partly"})
    assert (answer.status_code, "Runden er lukket" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("shows", "said"),
    [(Shows.TOGETHER, "færre end 5 svar vises sammen"), (Shows.EACH, "også hvor den er én person")],
)
def test_how_answers_are_shown_is_said_before_one_answers(world: World, shows: Shows, said: str) -> None:
    assert said in read(Client(), link(world, is_open(world, shows=shows)))


def test_whoever_leads_prepares_invites_opens_and_closes(world: World, head: Client) -> None:
    page = head.post(
        reverse("balance:new"),
        {
            "title": "Foråret",
            "dialogue": "nine_advices",
            "answer_by": SOON.isoformat(),
            "shows": "together",
            "language": "nb",
        },
    )
    with world.scope(HVIDOVRE):
        row = Round.objects.get()
    assert page.url == reverse("balance:round", args=[row.public_id])  # type: ignore[attr-defined]
    head.post(reverse("balance:invite", args=[row.public_id]), {"it": "a@b.dk; c@b.dk\nd@b.dk", "areas": ""})
    with world.scope(HVIDOVRE):
        assert Invited.objects.filter(round=row, group="it").count() == 3
    refused = head.post(reverse("balance:invite", args=[row.public_id]), {"it": "ikke en adresse"})
    assert "er ikke en mailadresse" in refused.content.decode()
    head.post(reverse("balance:open", args=[row.public_id]))
    with world.scope(HVIDOVRE):
        assert {one.language for one in Letter.objects.filter(kind="balance")} == {"nb"}
    assert "0 af 3 har svaret" in read(head, reverse("balance:round", args=[row.public_id]))
    head.post(reverse("balance:close", args=[row.public_id]))
    assert "Ingen har svaret" in read(head, reverse("balance:round", args=[row.public_id]))


def test_an_open_round_shows_how_many_answered_and_not_what(world: World, head: Client) -> None:
    row = is_open(world)
    Client().post(link(world, row), {"step_core_task": "partly", "text_core_task": "det skjulte ord"})
    page = read(head, reverse("balance:round", args=[row.public_id]))
    assert "1 af 2 har svaret" in page
    assert "det skjulte ord" not in page
    for name, more in (("question", ["core_task"]), ("record", [])):
        assert head.get(reverse(f"balance:{name}", args=[row.public_id, *more])).status_code == 404


def test_a_closed_round_shows_where_people_differ_first_beside_what_the_data_say(
    world: World, head: Client
) -> None:
    page = read(head, reverse("balance:round", args=[is_closed(world).public_id]))
    assert "Grupperne ser meget forskelligt på det" in page
    assert "Det siger vi tit" in page
    assert page.index("Vi er enige om, hvad kerneopgaven er") < page.index("Vi har de kompetencer")
    assert "Vides ikke: ingen gevinst er lovet." in page  # what is not known is said
    assert f'href="{reverse("portfolio:load")}"' in page


def test_few_answers_and_their_words_never_leave_by_any_page(world: World, head: Client) -> None:
    said = {"it": [says("fully")] * 6, "executives": [says("little", "det sagde kun jeg")] * 2}
    with world.scope(HVIDOVRE):
        row = closed(world, said, answer_by=SOON)
    shown = [
        reverse("balance:round", args=[row.public_id]),
        reverse("balance:question", args=[row.public_id, "core_task"]),
    ]
    for path in shown:
        assert "Direktionen og It og digitalisering" in read(head, path)
        assert "Direktionen skrev" not in read(head, path)


def test_the_meeting_ends_in_what_is_agreed_and_what_somebody_owes(world: World, head: Client) -> None:
    row = is_closed(world)
    path = reverse("balance:question", args=[row.public_id, "core_task"])
    owner = world.people[HVIDOVRE, HEAD]
    assert head.post(path, {"agreed": "Vi skriver kerneopgaven ned"}).status_code == 302
    due = (timezone.localdate() + timedelta(days=10)).isoformat()
    assert (
        head.post(path, {"what": "Skriv kerneopgaven ned", "owner": str(owner), "due_on": due}).status_code
        == 302
    )
    assert "Vi skriver kerneopgaven ned" in read(head, path)
    with world.scope(HVIDOVRE):
        acting = leader(world)
        [owed] = [one for one in also_owed(acting, timezone.localdate()) if one.page == "balance:round"]
        assert (owed.title, owed.key) == ("Skriv kerneopgaven ned", row.public_id)
        late = also_overdue(acting, timezone.localdate() + timedelta(days=11))
        assert late - also_overdue(acting, timezone.localdate() + timedelta(days=10)) == 1
        action = Action.objects.get()
    assert "Skriv kerneopgaven ned" in read(head, "/")
    head.post(reverse("balance:action_done", args=[action.public_id]))
    with world.scope(HVIDOVRE):
        assert not [one for one in also_owed(acting, timezone.localdate()) if one.page == "balance:round"]


def test_what_is_taken_on_is_reminded_of_once_before_and_once_after_its_day(
    world: World, head: Client
) -> None:
    row, due = is_closed(world), timezone.localdate() + timedelta(days=10)
    owner = world.people[HVIDOVRE, HEAD]
    path = reverse("balance:question", args=[row.public_id, "core_task"])
    head.post(path, {"what": "Skriv det ned", "owner": str(owner), "due_on": due.isoformat()})
    with world.scope(HVIDOVRE):
        Letter.objects.all().delete()
    for days in (0, 1, 11, 12):
        remind_people(timezone.now() + timedelta(days=days))
    with world.scope(HVIDOVRE):
        told = list(
            Letter.objects.filter(title__contains="balancetjek")
            .order_by("id")
            .values_list("title", flat=True)
        )
    assert told == [
        "Det, du påtog dig ved et balancetjek, skal snart være gjort",
        "Det, du påtog dig ved et balancetjek, skulle have været gjort",
    ]


def test_an_action_of_another_is_not_ones_to_end(world: World) -> None:
    row = is_closed(world)
    with world.scope(HVIDOVRE):
        action = Action.objects.create(
            organisation=world.organisation(HVIDOVRE), round=row, question="core_task", what="x",
            owner=leader(world).person, due_on=SOON, taken_on_at=timezone.now(),
        )  # fmt: skip
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    employee.post(reverse("balance:action_done", args=[action.public_id]))
    with world.scope(HVIDOVRE):
        assert Action.objects.get().done_at is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"due_on": "2020-01-01"}, "den dag er forbi"),
        ({"owner": "0198c0de-0000-7000-8000-000000000000"}, "gyldig"),
    ],
)
def test_an_action_that_cannot_be_is_told(
    world: World, head: Client, said: dict[str, str], told: str
) -> None:
    path = reverse("balance:question", args=[is_closed(world).public_id, "core_task"])
    good = {"what": "x", "owner": str(world.people[HVIDOVRE, HEAD]), "due_on": SOON.isoformat()}
    answer = head.post(path, good | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert not Action.objects.exists()


def test_the_record_is_tagged_and_says_what_was_agreed_and_who_does_what(world: World, head: Client) -> None:
    row = is_closed(world)
    path = reverse("balance:question", args=[row.public_id, "core_task"])
    head.post(path, {"agreed": "Vi skriver kerneopgaven ned"})
    owner = world.people[HVIDOVRE, HEAD]
    head.post(path, {"what": "Indkald til temadag", "owner": str(owner), "due_on": SOON.isoformat()})
    answer = head.get(reverse("balance:record", args=[row.public_id]))
    sheets = pages(answer.content)
    with world.scope(HVIDOVRE):
        name = names_of([owner])[owner]
    for said in (
        "Vi skriver kerneopgaven ned",
        "Indkald til temadag",
        name,
        "Slet ikke: 5",
        "ingen samlet karakter",
    ):
        assert said in " ".join(sheets)
    assert len(sheets) == 2
    assert b"/StructTreeRoot" in answer.content
    word = head.get(reverse("balance:record_word", args=[row.public_id]))
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        written = archive.read("word/document.xml").decode()
    for said in ("Vi skriver kerneopgaven ned", "Indkald til temadag", name, "Slet ikke: 5"):
        assert said in written


def test_a_dialogue_is_made_ones_own_and_its_faults_are_told_by_line(world: World, head: Client) -> None:
    path = reverse("balance:dialogue", args=["balances"])
    document = library.dialogue_file("balances").decode()
    broken = document.replace("    scale: agree", "    scale: agre", 1)
    line = broken.splitlines().index("    scale: agre") + 1
    answer = head.post(path, {"document": broken})
    assert (answer.status_code, f"Linje {line}:" in answer.content.decode()) == (422, True)
    own = document.replace("Balancerne i jeres digitalisering", "Vores egne balancer")
    assert head.post(path, {"document": own}).status_code == 302
    assert "Vores egne balancer" in read(head, reverse("balance:dialogues"))
    other = world.log_in(Client(), RODOVRE, HEAD)
    assert "Vores egne balancer" not in read(other, reverse("balance:dialogues"))


def test_another_organisations_round_is_not_there(world: World) -> None:
    row = is_closed(world)
    other = world.log_in(Client(), RODOVRE, HEAD)
    assert other.get(reverse("balance:round", args=[row.public_id])).status_code == 404
    assert Account.objects.exists()
