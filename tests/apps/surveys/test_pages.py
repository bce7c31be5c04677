"""The pages of a survey: the link that nobody logs in by, what came of it, and the files."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.surveys.survey_world import HEAD, area, closed, invited, leader, opened, prepared, says
from tests.apps.world import HVIDOVRE, World
from tests.core.surveys.attack import bounds_of

from samspil import library
from samspil.apps.surveys.models import Round, Tally, Words
from samspil.apps.surveys.selectors.invited import key_of_area, key_of_own
from samspil.apps.surveys.services.running import close_round, open_round
from samspil.apps.surveys.types import Readers
from samspil.core.surveys.suppression import with_totals

SOON = timezone.localdate() + timedelta(days=20)
HIDDEN = ">Skjult<"


@pytest.fixture
def head(world: World) -> Client:
    return world.log_in(Client(), HVIDOVRE, HEAD)


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def open_to_all(world: World, **how: object) -> tuple[Round, str]:
    """A round, and the link that an area has for all."""
    with world.scope(HVIDOVRE):
        row = opened(world, {"Skoler": 40}, answer_by=SOON, **how)
        return row, reverse("surveys:answer", args=[key_of_area(area(row, "Skoler"))])


def with_letters(world: World) -> tuple[Round, list[str]]:
    """A round, and the links of two people of an area."""
    with world.scope(HVIDOVRE):
        row = prepared(world, {"Skoler": 40}, answer_by=SOON)
        people = invited(world, row, {"Skoler": 2})
        open_round(row, acting=leader(world), at=timezone.now())
        return row, [reverse("surveys:answer", args=[key_of_own(one)]) for one in people]


def test_somebody_without_a_log_in_answers_by_their_link_once(world: World) -> None:
    _row, (path, other) = with_letters(world)
    browser = Client()
    assert "Ingen kan se, hvad du har svaret" in read(browser, path)
    answer = browser.post(path, {"step_help": "fully", "text_one_thing": "Hurtigere login"}, follow=True)
    assert "Tak. Dine svar er talt med." in answer.content.decode()
    assert "Der er svaret med dette link." in read(browser, path)
    again = browser.post(path, {"step_help": "not_at_all"})
    assert (again.status_code, "kan ikke ændres" in again.content.decode()) == (422, True)
    assert "Send mine svar" in read(browser, other)  # the control
    with world.scope(HVIDOVRE):
        assert Tally.objects.get(question="help").step == "fully"


def test_an_open_link_is_answered_by_many_and_warns_who_was_here_before(world: World) -> None:
    _row, path = open_to_all(world)
    browser = Client()
    browser.post(path, {"step_help": "fully"})
    assert "Der er allerede svaret i denne browser" in read(browser, path)
    assert "Der er allerede svaret" not in read(Client(), path)
    Client().post(path, {"step_help": "fully"})
    with world.scope(HVIDOVRE):
        assert Tally.objects.get(question="help").count == 2


def test_a_link_that_was_made_up_changed_or_is_of_another_sort_finds_nothing(world: World) -> None:
    row, (good, other) = with_letters(world)
    proof = good.rstrip("/").rpartition(".")[2]
    with world.scope(HVIDOVRE):
        to_all = reverse("surveys:answer", args=[key_of_area(area(row, "Skoler"))])  # it answers by letters
    for path in (
        good.replace(proof, "0" * 32),
        other.replace(other.rstrip("/").rpartition(".")[2], proof),
        good.replace("/surveys/", "/balance/"),
        to_all,
        "/surveys/answer/x.y.z/",
    ):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {"step_help": "fully"}).status_code == 404
    assert Client().get(good).status_code == 200  # the control
    with world.scope(HVIDOVRE):
        assert not Tally.objects.exists()


def test_a_link_tells_nothing_to_where_it_leads_and_is_kept_by_nobody(world: World) -> None:
    answer = Client().get(open_to_all(world)[1])
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"


def test_fifty_thousand_characters_are_refused_and_what_was_chosen_still_stands(world: World) -> None:
    _row, path = open_to_all(world)
    answer = Client().post(path, {"step_help": "mostly", "text_one_thing": "x" * 50_000})
    assert answer.status_code == 422
    assert "2000" in answer.content.decode().replace("2.000", "2000")
    assert re.search(r'value="mostly" id="id_step_help_\d" checked', answer.content.decode())
    with world.scope(HVIDOVRE):
        assert not Tally.objects.exists()
    assert Client().post(path, {"step_help": "mostly", "text_one_thing": "x" * 2000}).status_code == 302


@pytest.mark.parametrize("names", ["Ring til 010190-1234", "skriv til mette@hvidovre.dk"])
def test_words_that_name_a_person_without_doubt_are_given_back(world: World, names: str) -> None:
    _row, path = open_to_all(world)
    page = read(Client(), path)
    assert "Nævn ingen ved navn" in page  # the warning stands before one writes
    answer = Client().post(path, {"text_one_thing": names})
    assert (answer.status_code, "CPR-nummer" in answer.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert not Words.objects.exists()
    assert Client().post(path, {"text_one_thing": "Sag 2026-1234 tog 45 dage"}).status_code == 302


def test_words_that_may_name_somebody_are_asked_about_once(world: World) -> None:
    _row, path = open_to_all(world)
    said = {"text_one_thing": "Det ved Mette"}
    asked = Client().post(path, said)
    assert (asked.status_code, "Nævner det nogen: Mette?" in asked.content.decode()) == (422, True)
    assert "Det, jeg har skrevet, nævner ingen" in asked.content.decode()
    assert "Det, jeg har skrevet, nævner ingen" not in read(Client(), path)  # the control
    assert Client().post(path, {**said, "names_nobody": "on"}).status_code == 302
    named = {"text_one_thing": "mette@hvidovre.dk", "names_nobody": "on"}
    assert Client().post(path, named).status_code == 422  # that one is beyond doubt


def test_what_one_does_is_asked_for_where_the_survey_asks_it(world: World) -> None:
    _row, path = open_to_all(world, survey="it_service_yearly")
    assert Client().post(path, {"step_whole": "good"}).status_code == 422
    assert Client().post(path, {"step_whole": "good", "function": "boss"}).status_code == 422
    assert Client().post(path, {"step_whole": "good", "function": "leader"}).status_code == 302


def test_after_closing_the_link_says_so_and_takes_nothing(world: World) -> None:
    row, path = open_to_all(world)
    with world.scope(HVIDOVRE):
        close_round(row, acting=leader(world), at=timezone.now())
    assert "Undersøgelsen er lukket" in read(Client(), path)
    assert Client().post(path, {"step_help": "fully"}).status_code == 422


@pytest.mark.parametrize(
    ("readers", "said"),
    [
        (Readers.ASKED, "læser de, der spørger, resultaterne"),
        (Readers.EVERYBODY, "kan alle i organisationen"),
    ],
)
def test_who_reads_the_results_is_said_before_one_answers(world: World, readers: Readers, said: str) -> None:
    assert said in read(Client(), open_to_all(world, readers=readers)[1])


def test_whoever_leads_prepares_invites_opens_reminds_and_closes(world: World, head: Client) -> None:
    told = {
        "title": "Løn 2026",
        "survey": "staff_service_yearly",
        "about": "løn",
        "answer_by": f"{SOON}",
        "language": "en",
    }
    page = head.post(reverse("surveys:new"), {**told, "readers": "everybody"}, follow=True)
    assert "Hvilke områder" in page.content.decode()
    with world.scope(HVIDOVRE):
        row = Round.objects.get()
    few = head.post(
        reverse("surveys:areas", args=[row.public_id]), {"areas": "Skoler; 1.240\nByråd; 4"}, follow=True
    )
    assert "For få mennesker til at blive vist for sig, uanset hvad de svarer: Byråd." in few.content.decode()
    with world.scope(HVIDOVRE):
        school = area(row, "Skoler").public_id.hex
    sent = head.post(reverse("surveys:invite", args=[row.public_id]), {school: "a@b.dk, c@b.dk"}, follow=True)
    assert "2 personer er inviteret." in sent.content.decode()
    is_open = head.post(reverse("surveys:open", args=[row.public_id]), follow=True).content.decode()
    assert "Et link til hvert område" in is_open  # Byråd has no addresses
    assert "færre end 5" in is_open
    reminded = head.post(reverse("surveys:remind", args=[row.public_id]), follow=True)
    assert "Dem, der ikke har svaret" in reminded.content.decode() or reminded.status_code == 200
    done = head.post(reverse("surveys:close", args=[row.public_id]), follow=True).content.decode()
    assert "Ingen har svaret." in done
    refused = head.post(reverse("surveys:close", args=[row.public_id]))
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("route", "sent", "said"),
    [
        ("areas", {"areas": "Skoler"}, "Linje 1 er ikke et område"),
        ("areas", {"areas": "Skoler; 4\nSkoler; 5"}, "står to gange"),
        ("open", {}, "Ingen områder er valgt"),
    ],
)
def test_what_cannot_be_done_is_told_on_the_page(
    world: World, head: Client, route: str, sent: dict[str, str], said: str
) -> None:
    with world.scope(HVIDOVRE):
        row = prepared(world, {}, answer_by=SOON)
    answer = head.post(reverse(f"surveys:{route}", args=[row.public_id]), sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_a_survey_is_made_ones_own_and_faults_are_told_by_line(world: World, head: Client) -> None:
    path = reverse("surveys:survey", args=["pulse"])
    document = library.survey_file("pulse").decode()
    broken = document.replace("    scale: agree", "    scale: disagree", 1)
    line = document.splitlines().index("    scale: agree") + 1
    answer = head.post(path, {"document": broken})
    assert (answer.status_code, f"Linje {line}:" in answer.content.decode()) == (422, True)
    kept = head.post(path, {"document": document.replace("key: pulse", "key: ours")}, follow=True)
    assert "Gemt som version 1" in kept.content.decode()
    with world.scope(HVIDOVRE):
        row, _path = open_to_all(world)
    change = reverse("surveys:change", args=[row.public_id])
    assert head.post(change, {"document": broken}).status_code == 422
    assert head.post(change, {"document": document}).status_code == 302


Cell = tuple[str, str]
SAID = {"Skoler": (3, 4), "Omsorg": (9, 9), "Teknik": (2, 0), "Kultur": (20, 6), "Job": (8, 0)}


def with_a_hidden_cell(world: World) -> Round:
    """Five areas and two functions; in Teknik two leaders are pleased and nobody else answers."""
    answers = {
        name: [says("good", "whole", "leader")] * good
        + [says("poor", "whole", "leader")] * other
        + [says("good", "whole", "staff")] * (good + other if name != "Teknik" else 0)
        for name, (good, other) in SAID.items()
    }
    with world.scope(HVIDOVRE):
        return closed(world, answers, survey="it_service_yearly", answer_by=SOON)


def on_the_pages(head: Client, row: Round) -> dict[Cell, int | None]:
    """How many answered, in every cell that any sight of the page shows; nothing where it is hidden."""
    path = reverse("surveys:round", args=[row.public_id])
    keys = re.findall(r'<option value="([^"]*)"', read(head, path))
    areas = sorted(SAID)
    functions = {"Jeg er leder": "leader", "Jeg arbejder mest i administrationen": "staff"}
    found: dict[Cell, int | None] = {}
    for key in keys:
        page = read(head, f"{path}?show={key}")
        table = page[page.index("<tbody>", page.index('id="q-whole')) :].partition("</tbody>")[0]
        for name, rest in re.findall(r'<th scope="row">([^<]*)(?:<br>.*?)?</th>(.*?)</tr>', table, re.DOTALL):
            line = "" if name == "Alle" else functions.get(name, name)
            whole = areas[int(key[2:]) - 1] if key.startswith("a-") and key != "a-0" else ""
            cell = (whole, line) if key.startswith("a-") else (line, key[2:])
            counted = re.search(r"<td data-number>(\d+)</td>", rest)
            assert bool(counted) is (HIDDEN not in rest)
            count = int(counted[1]) if counted else None
            assert found.setdefault(cell, count) == count
    return found


def test_what_all_pages_show_together_tells_of_no_hidden_cell(world: World, head: Client) -> None:
    """The attacker opens every sight of the page and solves what is hidden by linear programming."""
    row = with_a_hidden_cell(world)
    inner = {
        (name, function): (good + other if function == "leader" or name != "Teknik" else 0)
        for name, (good, other) in SAID.items()
        for function in ("leader", "staff")
    }
    truth, shown = with_totals(inner), on_the_pages(head, row)
    known = {cell: count for cell, count in shown.items() if count is not None and cell in truth}
    assert all(truth[cell] == count for cell, count in known.items())
    hidden = [cell for cell in truth if cell not in known]
    assert ("Teknik", "leader") in hidden
    assert known
    for cell in hidden:
        low, high = bounds_of(cell, list(inner), known)
        assert high - low > 1e-6, cell
    bare = {cell: count for cell, count in truth.items() if count >= 5}  # the control: only the few hidden
    low, high = bounds_of(("Teknik", "leader"), list(inner), bare)
    assert high - low < 1e-6


def test_the_file_shows_what_the_pages_show_and_nothing_else(world: World, head: Client) -> None:
    row = with_a_hidden_cell(world)
    shown = on_the_pages(head, row)
    names = {"Jeg er leder": "leader", "Jeg arbejder mest i administrationen": "staff", "Alle": ""}
    content = head.get(reverse("surveys:file", args=[row.public_id, "results", "csv"])).content.decode(
        "utf-8-sig"
    )
    lines = list(csv.reader(io.StringIO(content), delimiter=";"))[2:]
    told = {
        ("" if area == "Alle" else area, names[function]): None if answers == "Skjult" else int(answers)
        for question, _what, area, function, _people, answers, *_rest in lines
        if question.startswith("Hvor tilfreds") and function in names
    }
    assert told == {cell: count for cell, count in shown.items() if cell[1] in names.values()}
    assert None in told.values()
    words = head.get(reverse("surveys:file", args=[row.public_id, "words", "xlsx"]))
    assert words.status_code == 200
    for what, form in (("results", "pdf"), ("answers", "csv")):
        assert head.get(reverse("surveys:file", args=[row.public_id, what, form])).status_code == 404


def test_an_export_that_would_tell_of_one_person_says_hidden(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        row = closed(world, {"Skoler": [says("fully", one_thing="kun mig")]}, answer_by=SOON)
    path = reverse("surveys:file", args=[row.public_id, "results", "csv"])
    content = head.get(path).content.decode("utf-8-sig")
    counted = list(csv.reader(io.StringIO(content), delimiter=";"))[2:]
    assert {line[5] for line in counted} == {"Skjult"}
    words = head.get(reverse("surveys:file", args=[row.public_id, "words", "csv"])).content.decode()
    assert "kun mig" not in words
    assert "kun mig" not in read(head, reverse("surveys:round", args=[row.public_id]))


def test_earlier_rounds_stand_under_the_question(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        first = closed(world, {"Skoler": [says("fully")] * 9}, title="Puls 2025", answer_by=SOON)
        row = closed(world, {"Skoler": [says("not_at_all")] * 9}, title="Puls 2026", answer_by=SOON)
        Round.objects.filter(pk=first.pk).update(closed_at=timezone.now() - timedelta(days=365))
    page = read(head, reverse("surveys:round", args=[row.public_id]))
    assert "Tidligere undersøgelser" in page
    assert page.index("Puls 2025") > page.index("Tidligere undersøgelser")


def test_the_list_shows_a_round_to_whom_it_is_there_for(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        prepared(world, {"Skoler": 40}, title="kun vores", answer_by=SOON)
        closed(world, {"Skoler": []}, title="til alle", readers=Readers.EVERYBODY, answer_by=SOON)
    own = read(head, reverse("surveys:rounds"))
    assert "kun vores" in own
    assert "til alle" in own
    others = read(world.log_in(Client(), HVIDOVRE, "employee"), reverse("surveys:rounds"))
    assert "kun vores" not in others
    assert "til alle" in others
