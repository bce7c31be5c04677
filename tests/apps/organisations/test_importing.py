"""Lists of units and people: sent, looked through with consequences, approved; all or nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.apps.world import BY, HVIDOVRE, PASSWORD, RODOVRE, World
from tests.core.organisation_import.list_files import (
    KITOS_UNITS,
    KITOS_USERS,
    MOX_ROLES,
    many_people,
    many_units,
)

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Access, Account, Holding, Person, Post, Unit, Upload
from samspil.apps.organisations.services import importing
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.kit.journal.verifying import verify

SEND = "/organisation/lists/"


@pytest.fixture
def keeper(world: World, browser: Client) -> Client:
    """A browser of whoever leads digitalisation in Hvidovre."""
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def solrod_lists() -> bytes:
    return workbook(Organisationsenheder=KITOS_UNITS, Brugere=KITOS_USERS, Organisationsrolle=MOX_ROLES)


def people_of(*lines: str) -> bytes:
    return "\n".join(["Navn;E-mail;Enhed;Rolle", *lines]).encode()


BO, EVA = "Bo Friis;bo@h.dk;;Leder", "Eva Lund;eva@h.dk;;Konsulent"


def send(browser: Client, data: bytes, name: str = "lister.csv", *, complete: bool = True) -> Any:
    form: dict[str, Any] = {"file": SimpleUploadedFile(name, data)}
    return browser.post(SEND, form | ({"is_complete": "on"} if complete else {}))


def seen(browser: Client, address: str) -> Any:
    return browser.get(address).context["seen"]


def approve(browser: Client, address: str, digest: str | None = None) -> Any:
    return browser.post(address, {"seen": digest or seen(browser, address).digest})


def take_in(browser: Client, data: bytes, name: str = "lister.csv", *, complete: bool = True) -> None:
    address = send(browser, data, name, complete=complete)["Location"]
    assert approve(browser, address).status_code == 302


def everything(world: World) -> list[Any]:
    """All rows of all that an import could touch."""
    with world.scope(HVIDOVRE):
        rows = [[*one.objects.order_by("pk").values_list()] for one in (Unit, Person, Post, Holding)]
        return [*rows, [*Access.objects.order_by("pk").values_list()]]


def test_kitos_workbook_is_read_shown_and_carried_out(world: World, keeper: Client) -> None:
    address = send(keeper, solrod_lists(), "kitos.xlsx")["Location"]
    told = keeper.get(address).content.decode()
    for words in ("Digitalisering og it", "Åse Ørsted", "aase@solrod.dk", "Godkend og indlæs"):
        assert words in told
    with world.scope(HVIDOVRE):
        assert not Unit.objects.exists()
    assert approve(keeper, address)["Location"] == "/organisation/"
    with world.scope(HVIDOVRE):
        parents = dict(Unit.objects.values_list("name", "parent__name"))
        assert parents == {
            "Solrød Kommune": None,
            "Børn og Unge": "Solrød Kommune",
            "Skoler": "Børn og Unge",
            "Digitalisering og it": "Solrød Kommune",
        }
        bo = Person.objects.get(email="bo@solrod.dk")
        assert (bo.name, bo.function, bo.unit and bo.unit.name) == ("Bo Friis-Holm", "Leder", "Skoler")
    assert "Skoler" in keeper.get("/organisation/units/").content.decode()


@pytest.mark.parametrize("of_a_day", ["the same", "the next"])
def test_importing_again_changes_nothing(
    world: World, keeper: Client, of_a_day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(keeper, solrod_lists(), "kitos.xlsx")
    before = everything(world)
    if of_a_day == "the next":
        tomorrow = timezone.localdate() + timedelta(days=1)
        monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    address = send(keeper, solrod_lists(), "kitos.xlsx")["Location"]
    assert seen(keeper, address).consequences.changes_nothing
    assert "Alt er, som det var" in keeper.get(address).content.decode()
    approve(keeper, address)
    assert everything(world) == before


def test_dirty_lists_of_hundreds_are_taken_in_whole_and_again_change_nothing(
    world: World, keeper: Client
) -> None:
    """The counts are those of the files: 300 units, 600 people, six of whom stand in a second unit."""
    take_in(keeper, many_units().encode("cp1252"), "enheder.csv")
    take_in(keeper, many_people().encode("cp1252"), "personer.csv")
    with world.scope(HVIDOVRE):
        assert Unit.objects.count() == 300
        assert Person.objects.exclude(email="").count() == 600
        assert Post.objects.count() == 600 * 2 + 6
        assert verify(world.members[HVIDOVRE].pk)[1] is None
    before = everything(world)
    for data in (many_units().encode(), many_people().encode()):
        take_in(keeper, data)
    assert everything(world) == before


def test_who_is_not_in_a_complete_list_is_ended_and_not_deleted(world: World, keeper: Client) -> None:
    take_in(keeper, people_of(BO, EVA))
    a_month_ago = timezone.localdate() - timedelta(days=30)
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        Person.objects.filter(email="bo@h.dk").update(valid_from=a_month_ago)
        bo = Person.objects.get(email="bo@h.dk")
        held = services.Held("buyer", a_month_ago)
        services.give(hvidovre, bo.public_id, bo.name, held, BY)
        account = Account.objects.create_user("bo@h.dk", PASSWORD)
        services.let_act(account, hvidovre, bo.public_id, a_month_ago, BY)
    address = send(keeper, people_of(EVA))["Location"]
    told = keeper.get(address).content.decode()
    losing = told.split("Personer, der afsluttes")[1].split("</section>")[0]
    assert "Bo Friis" in losing
    assert "Indkøber" in losing
    assert "Log-in" in losing
    approve(keeper, address)
    today = timezone.localdate()
    with world.scope(HVIDOVRE):
        assert Person.objects.get(pk=bo.pk).valid_to == today
        assert Holding.objects.get(holder=bo.public_id).valid_to == today
        ended = set(Entry.objects.filter(subject_id=str(bo.public_id)).values_list("action", flat=True))
    assert {
        "organisations.person.ended",
        "organisations.holding.ended",
        "organisations.access.ended",
    } <= ended
    assert Access.objects.get(account=account).valid_to == today
    assert "Bo Friis" not in keeper.get("/organisation/").content.decode()
    yesterday = today - timedelta(days=1)
    assert "Bo Friis" in keeper.get(f"/organisation/?on={yesterday}").content.decode()


def test_a_list_that_is_not_complete_ends_nobody(world: World, keeper: Client) -> None:
    take_in(keeper, people_of(BO, EVA))
    take_in(keeper, people_of(EVA), complete=False)
    with world.scope(HVIDOVRE):
        assert Person.objects.filter(email__in=["bo@h.dk", "eva@h.dk"], valid_to=None).count() == 2


def test_people_without_an_address_are_in_no_list_and_stay(world: World, keeper: Client) -> None:
    with world.scope(HVIDOVRE):
        by_hand = Person.objects.filter(email="", valid_to=None).count()
    take_in(keeper, people_of(BO))
    with world.scope(HVIDOVRE):
        assert Person.objects.filter(email="", valid_to=None).count() == by_hand


def test_who_moves_has_been_in_the_old_unit_until_then(world: World, keeper: Client) -> None:
    units = b"Id;Navn;Overordnet\n1;Skoler;\n2;Veje;\n"
    take_in(keeper, units)
    take_in(keeper, people_of("Bo Friis;bo@h.dk;Skoler;Leder"))
    earlier = timezone.localdate() - timedelta(days=9)
    with world.scope(HVIDOVRE):
        Post.objects.update(valid_from=earlier)
    take_in(keeper, people_of("Bo Friis;bo@h.dk;Veje;Leder"))
    with world.scope(HVIDOVRE):
        posts = {
            post.unit.name: (post.valid_from, post.valid_to)
            for post in Post.objects.select_related("unit")
            if post.unit
        }
    today = timezone.localdate()
    assert posts == {"Skoler": (earlier, today), "Veje": (today, None)}


def test_a_unit_that_goes_lets_its_people_stay_without_one(world: World, keeper: Client) -> None:
    take_in(keeper, b"Id;Navn;Overordnet\n1;Skoler;\n2;Veje;\n")
    take_in(keeper, people_of("Bo Friis;bo@h.dk;Veje;Leder"))
    address = send(keeper, b"Id;Navn;Overordnet\n1;Skoler;\n")["Location"]
    assert "1 person hører til den" in keeper.get(address).content.decode()
    approve(keeper, address)
    with world.scope(HVIDOVRE):
        bo = Person.objects.get(email="bo@h.dk")
        assert (bo.unit, bo.valid_to) == (None, None)
        assert Unit.objects.get(name="Veje").valid_to is not None


# --- What is wrong is said with row and column, and nothing is kept


def test_every_fault_is_told_with_its_row_and_nothing_is_kept(world: World, keeper: Client) -> None:
    answer = send(keeper, people_of(BO, "Eva;ikke en adresse;;", ";x@h.dk;;", "Ib;ib@h.dk;Ukendt enhed;"))
    told = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Række 3", "Række 4", "Række 5", "Ukendt enhed", "Intet er ændret."):
        assert words in told
    with world.scope(HVIDOVRE):
        assert not Upload.objects.exists()


def test_of_a_thousand_faults_fifty_are_told(world: World, keeper: Client) -> None:
    answer = send(keeper, people_of(*[f"P{number};nej;;" for number in range(1000)]))
    assert len(answer.context["told"]) == 50
    assert "og 950 mere" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"\xd0\xcf\x11\xe0\x00\x00" * 100, "gammel.xls", "ikke"),
        (b"PK\x03\x04 nothing", "x.xlsx", "kan ikke læses som regneark"),
        (b"%PDF-1.7 \x00\x01", "x.xlsx", "ikke"),
        (b"", "tom.csv", "tom"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_a_sentence(
    keeper: Client, data: bytes, name: str, told: str
) -> None:
    answer = send(keeper, data, name)
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_bomb_is_refused_with_a_sentence(keeper: Client) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", bytes(100_000_000))
    answer = send(keeper, file.getvalue(), "liste.xlsx")
    assert answer.status_code == 422
    assert "fylder langt mere, når den pakkes ud" in answer.content.decode()


def test_a_lookup_that_failed_is_told_and_is_not_an_empty_cell(keeper: Client) -> None:
    rows = [["Id", "Afdelingsnavn", "Overordnet afdeling"], ["1", "Skoler", "#N/A"]]
    answer = send(keeper, workbook(Organisationsenheder=rows), "liste.xlsx")
    assert answer.status_code == 422
    assert "#N/A" in answer.content.decode()


def test_text_that_looks_like_a_formula_or_markup_is_a_name_like_any_other(
    world: World, keeper: Client
) -> None:
    name = "=HYPERLINK(1) <script>alert(1)</script>"
    take_in(keeper, people_of(f"{name};x@h.dk;;"))
    with world.scope(HVIDOVRE):
        assert Person.objects.get(email="x@h.dk").name == name
    told = keeper.get("/organisation/?q=HYPERLINK").content.decode()
    assert "<script>alert" not in told


# --- What was seen is what is done


def test_what_changed_since_it_was_seen_is_shown_again_and_nothing_is_done(
    world: World, keeper: Client
) -> None:
    address = send(keeper, people_of(BO))["Location"]
    digest = seen(keeper, address).digest
    take_in(keeper, people_of(EVA), complete=False)
    before = everything(world)
    answer = approve(keeper, address, digest)
    assert answer.status_code == 422
    assert "Noget er ændret, siden du så følgerne" in answer.content.decode()
    assert "Eva Lund" in answer.content.decode()
    assert everything(world) == before
    assert approve(keeper, address).status_code == 302


@pytest.mark.parametrize("digest", ["", "x", "0" * 64])
def test_nothing_is_done_that_was_not_seen(world: World, keeper: Client, digest: str) -> None:
    address = send(keeper, people_of(BO))["Location"]
    before = everything(world)
    assert keeper.post(address, {"seen": digest}).status_code == 422
    assert everything(world) == before


def test_it_is_carried_out_once_and_its_names_are_gone_then(world: World, keeper: Client) -> None:
    address = send(keeper, people_of(BO))["Location"]
    digest = seen(keeper, address).digest
    approve(keeper, address, digest)
    before = everything(world)
    again = approve(keeper, address, digest)
    assert again.status_code == 422
    assert "allerede indlæst" in again.content.decode()
    assert everything(world) == before
    with world.scope(HVIDOVRE):
        assert Upload.objects.get().tables == ""


def test_after_a_day_it_is_too_late_and_the_next_upload_throws_it_away(world: World, keeper: Client) -> None:
    address = send(keeper, people_of(BO))["Location"]
    with world.scope(HVIDOVRE):
        Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = keeper.get(address)
    assert answer.status_code == 422
    assert "over et døgn siden" in answer.content.decode()
    send(keeper, people_of(EVA))
    assert keeper.get(address).status_code == 404


def test_what_was_kept_is_what_was_sent(world: World, keeper: Client) -> None:
    address = send(keeper, people_of(BO))["Location"]
    with world.scope(HVIDOVRE):
        row = Upload.objects.get()
        Upload.objects.update(tables=row.tables.replace("bo@h.dk", "mallory@h.dk"))
    answer = keeper.get(address)
    assert answer.status_code == 422
    assert "ikke, hvad der blev sendt" in answer.content.decode()


def test_another_member_and_an_employee_find_no_such_upload(world: World, keeper: Client) -> None:
    address = send(keeper, people_of(BO))["Location"]
    for code, role in ((RODOVRE, "head_of_digitalisation"), (HVIDOVRE, "it_expert")):
        other = world.log_in(Client(), code, role)
        assert other.get(address).status_code == 404
        assert other.post(address, {"seen": "x"}).status_code == 404


@pytest.mark.parametrize("breaks", ["_change_units", "_add", "_renew", "_let_go", "_end_units", "record"])
def test_whatever_breaks_half_way_leaves_nothing(
    world: World, keeper: Client, breaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(keeper, solrod_lists(), "kitos.xlsx")
    new = workbook(
        Organisationsenheder=[
            ["Id", "Overordnet afdeling", "Afdelingsnavn"],
            [1, None, "Ny top"],
            [9, "1", "Ny"],
        ],
        Brugere=[["Navn", "Email", "Enhed"], ["Åse Ø", "aase@solrod.dk", "Ny"], ["Ny", "ny@solrod.dk", "Ny"]],
    )
    address = send(keeper, new, "ny.xlsx")["Location"]
    digest = seen(keeper, address).digest
    before = everything(world)
    with world.scope(HVIDOVRE):
        entries = Entry.objects.count()
    plain = getattr(importing, breaks)

    def broken(*args: Any) -> None:
        plain(*args)
        raise RuntimeError("the power went")

    monkeypatch.setattr(importing, breaks, broken)
    with pytest.raises(RuntimeError, match="the power went"):
        approve(keeper, address, digest)
    assert everything(world) == before
    with world.scope(HVIDOVRE):
        assert Entry.objects.count() == entries
    monkeypatch.undo()
    assert approve(keeper, address, digest).status_code == 302
    assert everything(world) != before


def test_without_the_transaction_half_would_be_left(
    world: World, keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same fault, with the guard off, leaves the units behind."""
    address = send(keeper, solrod_lists(), "kitos.xlsx")["Location"]
    digest = seen(keeper, address).digest

    def broken(*args: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(importing, "_add", broken)
    with world.scope(HVIDOVRE):
        upload = Upload.objects.get()
        with pytest.raises(RuntimeError):
            importing.apply_upload.__wrapped__(  # type: ignore[attr-defined]
                upload, digest, timezone.localdate(), By(str(upload.sent_by), timezone.now())
            )
        assert Unit.objects.count() == 4
