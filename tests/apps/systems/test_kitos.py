"""KITOS is asked with a token for this once; what comes of it is seen and approved as any list."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.apps.systems.kitos_server import OTHERS, TOKEN, US, Fault, Kitos
from tests.apps.systems.test_register import contract_in
from tests.apps.systems.test_register_pages import KEEPER, page
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World
from tests.core.systems.kitos_interface import municipality
from tests.kit.asking.server import Answer, answering

from samspil.apps.systems.models import (
    AskedKitos,
    Contract,
    ContractSystem,
    LocalUse,
    RegisterUpload,
    SystemEntry,
)
from samspil.apps.systems.services import asking_kitos
from samspil.apps.systems.services.asking_kitos import ask_kitos, fetch, forget_asked, hear_of_failure
from samspil.apps.systems.services.importing.applying import apply_list
from samspil.apps.systems.services.importing.seeing import Seen, see
from samspil.apps.systems.types.asking import KitosQuestion
from samspil.core.errors import ProblemsError
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.asking.asking import Limits
from samspil.kit.ids import new_id
from samspil.kit.jobs.declaring import Failure
from samspil.kit.jobs.running import WorkerDiedError
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By

WHO = new_id()
BY = By(str(WHO), NOW)
QUESTION = KitosQuestion("https://kitos.dk", TOKEN, visibility=Visibility.ASSOCIATION)


def asked_in(
    world: World, kitos: Kitos, *, token: str = TOKEN, cvr: str = "", at: datetime = NOW
) -> AskedKitos:
    """The question after KITOS has been asked in earnest, but for where its name leads."""
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        asked = ask_kitos(owner, KitosQuestion("https://kitos.dk/api/v2", token, cvr), By(str(WHO), at))
    with answering(kitos) as server:
        fetch(owner, asked.public_id, lambda: at, server.around(), Limits(tries=2))
    with world.scope(HVIDOVRE):
        asked.refresh_from_db()
    return asked


def problem_of(world: World, kitos: Kitos, *, token: str = TOKEN) -> str:
    asked = asked_in(world, kitos, token=token)
    with world.scope(HVIDOVRE):
        assert not RegisterUpload.objects.exists()
    assert (asked.state, asked.list_id, bytes(asked.sealed)) == ("stopped", None, b"")
    return str(asked.problems[0]["code"])


def list_of(asked: AskedKitos) -> RegisterUpload:
    assert asked.list_id is not None
    return RegisterUpload.objects.get(public_id=asked.list_id)


def seen_in(world: World, asked: AskedKitos) -> Seen:
    with world.scope(HVIDOVRE):
        return see(list_of(asked))


def approved(world: World, asked: AskedKitos, *, removes: bool = False) -> dict[str, int]:
    seen = seen_in(world, asked)
    with world.scope(HVIDOVRE):
        return apply_list(list_of(asked), seen.digest, BY, removes=removes)


def test_hundreds_come_page_by_page_are_seen_approved_and_change_nothing_the_next_time(world: World) -> None:
    kitos = Kitos(municipality(300, 520))
    asked = asked_in(world, kitos)
    assert (asked.state, asked.problems) == ("done", [])
    pages = {kind: max(page for one, page in kitos.times if one == kind) for kind, _page in kitos.times}
    assert pages == {"organizations": 0, "it-systems": 2, "it-system-usages": 2, "it-contracts": 3}
    seen = seen_in(world, asked)
    assert (seen.counts["new"], seen.problems, seen.unused) == (1120, [], [])
    assert [one.unknown_systems for one in seen.sheets] == [0, 0, 0]
    with world.scope(HVIDOVRE):
        assert not LocalUse.objects.exists()
    approved(world, asked)
    with world.scope(HVIDOVRE):
        assert (SystemEntry.objects.count(), LocalUse.objects.count(), Contract.objects.count()) == (
            300,
            300,
            520,
        )
        links = sum(len(one["systemUsages"]) for one in kitos.told["it-contracts"])
        assert ContractSystem.objects.count() == links > 0
        before = Entry.objects.count()
    again = asked_in(world, kitos)
    counts = seen_in(world, again).counts
    assert (counts["new"], counts["changed"], counts["gone"], counts["unchanged"]) == (0, 0, 0, 1120)
    with world.scope(HVIDOVRE):
        assert [one.action for one in Entry.objects.filter(sequence__gt=before)] == ["systems.kitos.asked"]


def test_what_kitos_no_longer_has_is_proposed_and_what_was_written_by_hand_stays(world: World) -> None:
    kitos = Kitos(municipality(6, 8))
    approved(world, asked_in(world, kitos))
    contract_in(world, HVIDOVRE, name="Skrevet i hånden")
    kitos.told["it-contracts"] = kitos.told["it-contracts"][2:]
    asked = asked_in(world, kitos)
    gone = {name for sheet in seen_in(world, asked).sheets for _key, name in sheet.gone}
    assert gone == {"Kontrakt 0", "Kontrakt 1"}
    approved(world, asked, removes=True)
    with world.scope(HVIDOVRE):
        left = set(Contract.objects.filter(removed_on=None).values_list("name", flat=True))
    assert left == {*(f"Kontrakt {one}" for one in range(2, 8)), "Skrevet i hånden"}


def test_people_are_counted_and_stand_in_no_row(world: World) -> None:
    asked = asked_in(world, Kitos(municipality(4, 3)))
    assert seen_in(world, asked).dropped == {
        "Systemejer": 2,
        "Kontraktejer": 3,
        "Budgetansvarlig": 3,
        "Kontraktunderskriver": 3,
        "Leverandørens underskriver": 3,
    }
    approved(world, asked)
    told = everything()
    for name in ("Pia Prøve", "Per Underskriver", "Lis Leverandør"):
        assert name not in told


def everything() -> str:
    """All that stands in the database, as text."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def test_the_token_is_nowhere_while_it_waits_or_after(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        asked = ask_kitos(owner, QUESTION, BY)
    assert TOKEN not in everything()
    assert TOKEN.encode() not in bytes(asked.sealed)
    kitos = Kitos(municipality(2, 2), lambda _kind, page: Answer(b"", 500) if page else None)
    with answering(kitos) as server:
        fetch(owner, asked.public_id, lambda: NOW, server.around(), Limits(tries=1))
    with world.scope(HVIDOVRE):
        asked.refresh_from_db()
    assert (asked.problems[0]["code"], bytes(asked.sealed)) == ("other_system_busy", b"")
    assert TOKEN not in everything() + caplog.text + repr(QUESTION)


def test_the_database_holds_no_token_once_a_worker_has_begun(world: World) -> None:
    with world.scope(HVIDOVRE):
        asked = ask_kitos(world.members[HVIDOVRE].pk, QUESTION, BY)
        with pytest.raises(IntegrityError), transaction.atomic():
            AskedKitos.objects.filter(pk=asked.pk).update(state="asking")


def test_the_token_is_gone_before_the_first_question(world: World) -> None:
    owner, left = world.members[HVIDOVRE].pk, []

    def look(_kind: str, _page: int) -> None:
        left.append(TOKEN)

    with world.scope(HVIDOVRE):
        asked = ask_kitos(owner, QUESTION, BY)
    with answering(Kitos(municipality(1, 1), look)) as server:
        around = server.around()

        def connect(to: Any) -> Any:
            with world.scope(HVIDOVRE):
                row = AskedKitos.objects.get(pk=asked.pk)
            assert (row.state, bytes(row.sealed)) == ("asking", b"")
            return server.connect(to)

        fetch(
            owner,
            asked.public_id,
            lambda: NOW,
            type(around)(around.clock, around.pause, around.look_up, connect),
        )
    assert left


WRONG: Final = (
    (Answer(b"", 401), "other_system_refuses_token"),
    (Answer(b"", 429), "other_system_busy"),
    (Answer(b"", 500), "other_system_busy"),
    (Answer(b'[{"uuid": "a", '), "other_system_not_json"),
    (Answer(b'{"value": []}'), "kitos_unexpected"),
    (Answer(b"[1, 2]"), "kitos_unexpected"),
    (Answer(b"", 302, {"Location": "https://evil.example/"}), "other_system_answered"),
)


def _on_page(kind: str, number: int, said: Answer) -> Fault:
    return lambda one, page: said if (one, page) == (kind, number) else None


@pytest.mark.parametrize("kind", ["it-systems", "it-contracts"])
def test_where_any_page_goes_wrong_nothing_is_kept(world: World, kind: str) -> None:
    told = municipality(3, 3)
    for said, code in WRONG:
        assert problem_of(world, Kitos(told, _on_page(kind, 1, said))) == code
    again = Answer(json.dumps(told[kind]).encode())
    assert (
        problem_of(world, Kitos(told, lambda one, _page: again if one == kind else None)) == "kitos_repeats"
    )


def test_a_page_that_is_busy_once_is_asked_again(world: World) -> None:
    kitos = Kitos(municipality(3, 3))
    kitos.fault = lambda kind, page: Answer(b"", 503) if kitos.times[kind, page] == 1 else None
    assert asked_in(world, kitos).state == "done"


def test_a_token_of_another_is_not_let_in(world: World) -> None:
    assert problem_of(world, Kitos(municipality(1, 1)), token="forkert") == "other_system_refuses_token"


def test_more_pages_than_allowed_are_not_fetched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking_kitos, "MOST_PAGES", 2)
    assert problem_of(world, Kitos(municipality(0, 501))) == "kitos_too_many"
    assert asked_in(world, Kitos(municipality(0, 250))).state == "done"


def test_of_several_organisations_ours_is_asked_and_another_by_its_number(world: World) -> None:
    kitos = Kitos(municipality(1, 1))
    kitos.members = [OTHERS, US]
    assert asked_in(world, kitos).state == "done"
    assert asked_in(world, kitos, cvr="DK 65 30 73 16").problems[0]["code"] == "kitos_has_nothing"
    kitos.members = [OTHERS, {**OTHERS, "uuid": "x"}]
    asked = asked_in(world, kitos)
    assert asked.problems[0] == {
        "code": "kitos_which_organisation",
        "args": {"names": "Rødovre Kommune, Rødovre Kommune"},
    }
    kitos.members = [OTHERS]
    assert asked_in(world, kitos, cvr="12345678").problems[0]["code"] == "kitos_no_organisation"
    kitos.members = []
    assert asked_in(world, kitos).problems[0]["code"] == "kitos_no_organisation"


def test_a_field_of_another_sort_names_its_line_and_the_rest_comes(world: World) -> None:
    told = municipality(3, 5)
    told["it-contracts"][1]["general"]["validity"]["validTo"] = {"year": 2027}
    asked = asked_in(world, Kitos(told))
    [problem] = seen_in(world, asked).problems
    assert (problem.code, problem.args["sheet"], problem.args["row"], problem.args["column"]) == (
        *("register_cell_unreadable", "IT Kontrakter"),
        *(3, "Gyldig til"),
    )
    assert approved(world, asked)["new"] == 10


def test_it_is_asked_once_at_a_time_and_the_next_time_when_it_is_over(world: World) -> None:
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        ask_kitos(owner, QUESTION, BY)
        with pytest.raises(ProblemsError) as caught:
            ask_kitos(owner, QUESTION, BY)
        assert caught.value.problems[0].code == "kitos_is_under_way"
        later = By(str(WHO), NOW + timedelta(hours=1))
        ask_kitos(owner, QUESTION, later)
        states = list(AskedKitos.objects.order_by("pk").values_list("state", "sealed"))
    assert (states[0][0], bytes(states[0][1]), states[1][0]) == ("stopped", b"", "waiting")


def test_a_token_that_waited_too_long_opens_nothing(world: World) -> None:
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        asked = ask_kitos(owner, QUESTION, BY)
    with answering(Kitos(municipality(1, 1))) as server:
        fetch(owner, asked.public_id, lambda: NOW + timedelta(hours=1, seconds=1), server.around())
        assert server.heard == []
        fetch(owner, asked.public_id, lambda: NOW, server.around())  # begun is begun
        assert server.heard == []
    with world.scope(HVIDOVRE):
        asked.refresh_from_db()
        assert (asked.state, asked.problems[0]["code"]) == ("stopped", "kitos_token_gone")
        assert forget_asked(owner, NOW + timedelta(days=31)) == 1


@pytest.mark.parametrize(
    ("error", "code"), [(WorkerDiedError("x"), "kitos_token_gone"), (ValueError(TOKEN), "kitos_failed")]
)
def test_whoever_waits_is_told_that_it_stopped(world: World, error: Exception, code: str) -> None:
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        asked = ask_kitos(owner, QUESTION, BY)
    hear_of_failure(Failure(error, "7", None), owner, str(asked.public_id))
    with world.scope(HVIDOVRE):
        asked.refresh_from_db()
    assert (asked.state, asked.problems[0]["code"], bytes(asked.sealed)) == ("stopped", code, b"")
    assert TOKEN not in repr(asked.problems)


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, KEEPER)


@pytest.fixture
def kitos_there(monkeypatch: pytest.MonkeyPatch) -> Generator[Kitos]:
    """KITOS as the worker finds it."""
    kitos = Kitos(municipality(3, 4))
    with answering(kitos) as server:
        monkeypatch.setattr(asking_kitos, "outside", server.around)
        yield kitos


SAID = {"address": "https://kitos.dk", "token": TOKEN, "cvr": "", "visibility": "association"}


def test_from_the_token_to_the_register_by_the_pages(
    world: World, head: Client, kitos_there: Kitos, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'href="/systems/kitos/"' in page(head, "/systems/lists/")
    answer = head.post("/systems/kitos/", SAID)
    where = answer["Location"]
    told = page(head, where)
    assert "Det står i kø" in told
    assert TOKEN not in told
    job = DBTaskResult.objects.get()
    assert TOKEN not in repr(job.args_kwargs)
    job.task.call(*job.args_kwargs["args"])
    answer = head.get(where)
    part = head.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "Se, hvad den ville ændre" in part
    told = page(head, answer["Location"])
    for words in ("KITOS: Hvidovre Kommune", "Kontraktejer: nævner personer, 4 celler udeladt", "Kontrakt 3"):
        assert words in told, words
    found = re.search(r'name="seen" value="(\w+)"', told)
    assert found is not None
    head.post(answer["Location"], {"seen": found[1]})
    with world.scope(HVIDOVRE):
        assert Contract.objects.filter(visibility="association").count() == 4
    assert kitos_there.times


def test_a_form_that_is_wrong_never_sends_the_token_back(head: Client) -> None:
    for wrong, said in (
        ({"address": "https://evil.example"}, "kitos.dk"),
        ({"address": "http://kitos.dk"}, "kitos.dk"),
        ({"token": f"{TOKEN} x"}, "Nøglen kan ikke læses"),
        ({"visibility": "x"}, ""),
    ):
        answer = head.post("/systems/kitos/", {**SAID, **wrong})
        told = answer.content.decode()
        assert (answer.status_code, TOKEN in told) == (422, False)
        assert said in told


def test_only_the_hosts_that_are_allowed_are_asked(head: Client, settings: Any) -> None:
    settings.SAMSPIL_KITOS_HOSTS = frozenset({"test.kitos.example"})
    assert head.post("/systems/kitos/", SAID).status_code == 422
    assert head.post("/systems/kitos/", {**SAID, "address": "https://test.kitos.example"}).status_code == 302


def test_why_nothing_came_is_told_in_words(world: World, head: Client) -> None:
    asked = asked_in(world, Kitos(municipality(1, 1)), token="forkert", at=timezone.now())
    told = page(head, f"/systems/kitos/{asked.public_id}/")
    assert "lukker os ikke ind (svar 401)" in told
    assert "Prøv igen" in told


def test_another_organisation_has_no_such_question_and_who_opens_no_doors_does_not_ask(
    world: World, browser: Client
) -> None:
    asked = asked_in(world, Kitos(municipality(1, 1)), at=timezone.now())
    world.log_in(browser, RODOVRE, KEEPER)
    assert browser.get(f"/systems/kitos/{asked.public_id}/").status_code == 404
    world.log_in(browser, HVIDOVRE, "employee")
    for where in ("/systems/kitos/", f"/systems/kitos/{asked.public_id}/"):
        assert browser.get(where).status_code == 403
    assert browser.post("/systems/kitos/", SAID).status_code == 403
    assert "/systems/kitos/" not in browser.get("/systems/lists/").content.decode()
