"""A framework agreement's ceiling: what each draws of it, when it is reached, and who is told in time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.apps.systems.test_register import contract_in, keeper
from tests.apps.systems.test_register_pages import page, sent
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.types import NotFoundError
from samspil.apps.systems.models import Agreement, DrawnUnder
from samspil.apps.systems.selectors.agreements import AgreementDrawn, access_drawn
from samspil.apps.systems.selectors.ceilings import list_drawn, list_lines
from samspil.apps.systems.selectors.owed import on_my_work
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.services.ceilings import keep_ceilings
from samspil.apps.systems.services.contracts import add_contract, change_contract, draw, remove_contract
from samspil.apps.systems.types import NewAgreement, NewContract, NewDraw
from samspil.core.systems.vocabulary import AgreementSort, Answer, Visibility
from samspil.core.units import Money
from samspil.processes.follow_contracts import follow_contracts

SHOWN: Any = {"visibility": Visibility.ASSOCIATION}
SECRETARY = "coordinator"


def agreement_in(world: World, code: str, **said: Any) -> Agreement:
    new = NewAgreement(**{"number": "02.19", "name": "SaaS", "ceiling_minor": 1_000_00, **said})
    who = world.acting(code, KEEPERS[code])
    with world.scope(code):
        return keep_agreement(new, acting=who, at=NOW)


KEEPERS = {HVIDOVRE: "head_of_digitalisation", RODOVRE: "head_of_digitalisation", ASSOCIATION: SECRETARY}


def drawn_in(world: World, code: str, agreement: Agreement, kroner: int, **said: Any) -> Any:
    on = said.pop("on", TODAY)
    contract = contract_in(world, code, agreement=agreement.public_id, **said)
    with world.scope(code):
        draw(contract, NewDraw(on, kroner * 100, "Faktura 17"), acting=keeper(world, code), at=NOW)
    return contract


def seen(world: World, agreement: Agreement, code: str = HVIDOVRE) -> AgreementDrawn:
    with world.scope(code):
        return access_drawn(world.acting(code, KEEPERS[code]), agreement.public_id, TODAY)


def by_member(found: AgreementDrawn) -> dict[str, Money]:
    assert found.down is not None
    return dict(found.down.by_member)


def test_what_members_show_of_one_ski_agreement_is_counted_together(world: World) -> None:
    ours = agreement_in(world, HVIDOVRE)
    theirs = agreement_in(world, RODOVRE, number="SKI 02.19", name="Software as a service", **SHOWN)
    drawn_in(world, HVIDOVRE, ours, 100)
    drawn_in(world, RODOVRE, theirs, 300, **SHOWN)
    drawn_in(world, RODOVRE, theirs, 7, name="Skjult pris", hides_prices=True, **SHOWN)
    drawn_in(world, RODOVRE, theirs, 7, name="Kun deres")
    drawn_in(world, HVIDOVRE, ours, 7, name="I euro", currency="EUR")
    found = seen(world, ours)
    assert by_member(found) == {"Hvidovre": Money.of(100), "Rødovre": Money.of(300)}
    assert [(one.name, one.drawn is None) for one in found.contracts] == [
        ("Drift af omsorgssystem", False),
        ("I euro", True),
        ("Drift af omsorgssystem", False),
        ("Skjult pris", True),
    ]
    assert found.uncounted == 2


def test_an_agreement_that_nobody_shows_counts_one_s_own_alone(world: World) -> None:
    ours, theirs = agreement_in(world, HVIDOVRE), agreement_in(world, RODOVRE)
    drawn_in(world, HVIDOVRE, ours, 100, hides_prices=True)
    drawn_in(world, RODOVRE, theirs, 300, **SHOWN)
    assert by_member(seen(world, ours)) == {"Hvidovre": Money.of(100)}


def test_a_number_of_one_s_own_is_another_s_only_with_the_name(world: World) -> None:
    own: Any = {"number": "1", "sort": AgreementSort.OWN}
    ours = agreement_in(world, HVIDOVRE, name="Vikarer", **own)
    same = agreement_in(world, RODOVRE, name="vikarer", **own, **SHOWN)
    drawn_in(world, RODOVRE, same, 300, **SHOWN)
    assert by_member(seen(world, ours)) == {"Rødovre": Money.of(300)}
    other = agreement_in(world, HVIDOVRE, name="Møbler", **{**own, "number": " 1"})
    assert other.pk == ours.pk  # known by its number here
    assert by_member(seen(world, other)) == {}


def test_what_is_drawn_later_or_of_a_removed_contract_is_not_counted(world: World) -> None:
    ours = agreement_in(world, HVIDOVRE)
    drawn_in(world, HVIDOVRE, ours, 100, on=TODAY + timedelta(days=1))
    gone = drawn_in(world, HVIDOVRE, ours, 50)
    with world.scope(HVIDOVRE):
        remove_contract(gone, acting=keeper(world, HVIDOVRE), at=NOW)
    assert by_member(seen(world, ours)) == {}


def test_a_member_sees_the_association_s_agreement_only_where_it_is_shown(world: World) -> None:
    shown = agreement_in(world, ASSOCIATION, number="F1", **SHOWN)
    hidden = agreement_in(world, ASSOCIATION, number="F2")
    of_another_member = agreement_in(world, RODOVRE, number="F3", **SHOWN)
    with world.scope(HVIDOVRE):
        assert [one.row.number for one in list_drawn(keeper(world, HVIDOVRE), TODAY)] == ["F1"]
    assert not seen(world, shown).is_ours
    for one in (hidden, of_another_member):
        with pytest.raises(NotFoundError):
            seen(world, one)


def test_without_a_ceiling_nothing_is_reckoned(world: World) -> None:
    assert seen(world, agreement_in(world, HVIDOVRE, ceiling_minor=None)).down is None


def laid_out_in_every_way(world: World) -> None:
    """Contracts under agreements at two members and the association, shown, hidden and hidden in part."""
    began = TODAY - timedelta(days=200)
    for code, seen_by in ((HVIDOVRE, "own"), (RODOVRE, "association"), (ASSOCIATION, "public")):
        for number, ceiling in (("02.19", 90_000_00), ("F1", 2_000_00)):
            said: Any = {"starts_on": began, "visibility": Visibility(seen_by), "number": number}
            one = agreement_in(world, code, **said, ceiling_minor=ceiling)
            for place, shown in enumerate(Visibility):
                for hides in (False, True):
                    bought(world, code, one, (place, 211 + place), visibility=shown, hides_prices=hides)
            bought(world, code, one, (0, 5_000), currency="EUR", **SHOWN)
            bought(world, code, one, (-1, 3), **SHOWN)


def bought(world: World, code: str, agreement: Agreement, what: tuple[int, int], **said: Any) -> None:
    """A contract of which somebody has drawn so many days ago, so many kroner."""
    who, (ago, kroner) = world.acting(code, KEEPERS[code]), what
    with world.scope(code):
        contract = add_contract(
            NewContract(name="Drift", agreement=agreement.public_id, **said), acting=who, at=NOW
        )
        draw(contract, NewDraw(TODAY - timedelta(days=ago), kroner * 100, "Faktura"), acting=who, at=NOW)


@pytest.mark.parametrize("code", [HVIDOVRE, RODOVRE, ASSOCIATION])
def test_lists_tell_of_a_ceiling_what_its_own_page_counts(world: World, code: str) -> None:
    laid_out_in_every_way(world)
    with world.scope(code):
        who = world.acting(code, KEEPERS[code])
        lines, drawn = list_lines(who, TODAY), list_drawn(who, TODAY)
        pages = [access_drawn(who, one.row.public_id, TODAY) for one in lines]
    assert len(pages) >= 2
    assert len({one.down for one in pages}) > 1
    assert [(one.down, one.uncounted, one.is_ours) for one in drawn] == [
        (one.down, one.uncounted, one.is_ours) for one in pages
    ]
    for line, one in zip(lines, pages, strict=True):
        assert one.down is not None
        told = one.down.runs_out.likely if one.down.runs_out else None
        assert (line.used, line.runs_out_on) == (one.down.used, told)
        assert line.is_spent is (one.down.spent_on is not None)


def kept(world: World) -> list[tuple[int, int]]:
    with world.scope(HVIDOVRE):
        return list(DrawnUnder.objects.values_list("contracts", "drawn_minor"))


def test_what_is_drawn_under_an_agreement_is_kept_as_contracts_change(world: World) -> None:
    ours, other = agreement_in(world, HVIDOVRE), agreement_in(world, HVIDOVRE, number="02.20")
    contract = drawn_in(world, HVIDOVRE, ours, 100)
    assert kept(world) == [(1, 100_00)]
    with world.scope(HVIDOVRE):
        who = keeper(world, HVIDOVRE)
        said = NewContract(name="Drift", agreement=other.public_id, visibility=Visibility.ASSOCIATION)
        change_contract(contract, said, acting=who, at=NOW)
        [row] = DrawnUnder.objects.all()
        assert (row.agreement_id, row.visibility, row.drawn_minor) == (other.pk, "own", 100_00)
        agreement_in(world, HVIDOVRE, number="02.20", **SHOWN)
        assert DrawnUnder.objects.get().visibility == "association"
        remove_contract(contract, acting=who, at=NOW)
    assert kept(world) == []


def test_what_nobody_has_added_up_or_comes_with_the_day_is_added_up_by_the_worker(world: World) -> None:
    ours = agreement_in(world, HVIDOVRE)
    drawn_in(world, HVIDOVRE, ours, 100, renewal="continues", on=TODAY + timedelta(days=1))
    assert kept(world) == [(1, 0)]
    with world.scope(HVIDOVRE):
        DrawnUnder.objects.all().delete()
    assert [follow_contracts(NOW), follow_contracts(NOW)] == [1, 0]
    assert kept(world) == [(1, 0)]
    assert follow_contracts(NOW + timedelta(days=1)) == 1
    assert kept(world) == [(1, 100_00)]


def owed(world: World) -> list[tuple[str, str, date]]:
    with world.scope(HVIDOVRE), translation.override("da"):
        keep_ceilings(world.organisation(HVIDOVRE).pk, TODAY)
        told = on_my_work(keeper(world, HVIDOVRE), TODAY)
    return [(one.number, one.name.split(":")[0][:19], one.due_on) for one in told]


def test_a_ceiling_that_is_reached_is_owed_until_another_way_is_looked_for(world: World) -> None:
    ours = agreement_in(world, HVIDOVRE)
    drawn_in(world, HVIDOVRE, ours, 1_000, renewal="continues")
    assert owed(world) == [("02.19", "Loftet er nået", TODAY)]
    agreement_in(world, HVIDOVRE, is_initiated=Answer.YES)
    assert owed(world) == []


@pytest.mark.parametrize(("days", "is_owed"), [(100, True), (900, False)])
def test_a_ceiling_is_owed_when_a_tender_must_begin_for_it(world: World, days: int, is_owed: bool) -> None:
    began = TODAY - timedelta(days=days - 1)
    ours = agreement_in(world, HVIDOVRE, starts_on=began)
    drawn_in(
        world, HVIDOVRE, ours, 400, renewal="continues"
    )  # the rest is drawn in one and a half times that
    found = seen(world, ours).down
    assert found is not None
    assert found.runs_out is not None
    assert found.runs_out.likely == TODAY + timedelta(days=days * 3 // 2)
    assert bool(owed(world)) is is_owed


def test_what_ends_before_its_ceiling_is_reached_is_not_owed(world: World) -> None:
    said: Any = {"starts_on": TODAY - timedelta(days=99), "ends_on": TODAY + timedelta(days=149)}
    drawn_in(world, HVIDOVRE, agreement_in(world, HVIDOVRE, **said), 400, renewal="continues")
    assert owed(world) == []
    agreement_in(world, HVIDOVRE, **{**said, "ends_on": TODAY + timedelta(days=150)})
    assert len(owed(world)) == 1


def test_the_worker_keeps_when_a_ceiling_is_reached_and_again_changes_nothing(world: World) -> None:
    ours = agreement_in(world, HVIDOVRE)
    drawn_in(world, HVIDOVRE, ours, 1_000, renewal="continues")
    assert [follow_contracts(NOW), follow_contracts(NOW)] == [1, 0]
    with world.scope(HVIDOVRE):
        ours.refresh_from_db()
        assert (ours.spent_on, ours.runs_out_on) == (TODAY, None)


def test_who_does_not_keep_the_register_is_told_of_no_ceiling(world: World) -> None:
    drawn_in(world, HVIDOVRE, agreement_in(world, HVIDOVRE), 1_000, renewal="continues")
    with world.scope(HVIDOVRE):
        keep_ceilings(world.organisation(HVIDOVRE).pk, TODAY)
        assert on_my_work(world.acting(HVIDOVRE, "employee"), TODAY) == []


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def test_the_page_tells_the_ceiling_who_drew_and_when_it_is_reached(world: World, head: Client) -> None:
    on = timezone.localdate()
    said: Any = {"starts_on": on - timedelta(days=99), "ends_on": on + timedelta(days=900)}
    ours = agreement_in(world, HVIDOVRE, **said)
    drawn_in(world, HVIDOVRE, ours, 400, on=on - timedelta(days=50))
    told = page(head, f"/contracts/agreements/{ours.public_id}/")
    for words in (
        *("1.000 kr.", "400 kr.", "600 kr.", "40% af loftet", "Hvidovre", "I det hidtidige tempo nås loftet"),
        *("I ét af ti tilfælde", "C-216/17", "SKI's loft gælder alle deres kunder", "Ret aftalen"),
    ):
        assert words in told, words
    follow_contracts(timezone.now())  # days have passed since it was drawn
    assert "40%" in page(head, "/contracts/agreements/")


@pytest.mark.parametrize(
    ("said", "kroner", "words"),
    [
        ({}, 1_000, "Loftet blev nået den"),
        ({}, 10, "Skriv aftalens første dag"),
        ({"ceiling_minor": None}, 10, "Ingen har skrevet, hvor meget der må købes"),
        ({"starts_on": -2000, "ends_on": 800}, 1, "holder loftet, til aftalen slutter"),
        ({"starts_on": -1000, "ends_on": 2000}, 250, "men det kan blive nået fra"),
        ({"starts_on": -1000}, 800, "nås loftet omkring"),
        ({"sort": AgreementSort.OWN}, 1, "Køber andre på aftalen uden at vise det"),
    ],
)
def test_the_page_says_what_it_knows_and_no_more(
    world: World, head: Client, said: dict[str, Any], kroner: int, words: str
) -> None:
    days = {key: timezone.localdate() + timedelta(said[key]) for key in said if key.endswith("_on")}
    ours = agreement_in(world, HVIDOVRE, **{**said, **days})
    drawn_in(world, HVIDOVRE, ours, kroner)
    assert words in page(head, f"/contracts/agreements/{ours.public_id}/")


def test_an_agreement_is_changed_by_its_number(world: World, head: Client) -> None:
    ours = agreement_in(world, HVIDOVRE, currency="EUR")
    where = f"/contracts/agreements/{ours.public_id}/change/"
    field = re.search('<input[^>]*name="number"[^>]*>', page(head, where))
    assert field
    assert 'value="02.19"' in field[0]
    assert "readonly" in field[0]  # what is disabled is written too pale to be read
    assert "disabled" not in field[0]
    told = {"number": "99", "name": "Ny", "sort": "own", "ceiling": "5", "visibility": "own"}
    more = {"is_initiated": "yes", "longer_because": "Lang etablering"}
    assert sent(head, where, **told, **more)[0] == 302
    with world.scope(HVIDOVRE):
        row = Agreement.objects.get()
    assert (row.number, row.name, row.ceiling_minor, row.currency) == ("02.19", "Ny", 500, "EUR")
    assert (row.is_initiated, row.longer_because) == ("yes", "Lang etablering")


def test_the_list_asks_the_same_however_many_agreements_there_are(world: World, head: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(head, "/contracts/agreements/")
        return len(queries)

    drawn_in(world, HVIDOVRE, agreement_in(world, HVIDOVRE), 1)
    page(head, "/contracts/agreements/")
    few = asked()
    for number in range(9):
        drawn_in(world, HVIDOVRE, agreement_in(world, HVIDOVRE, number=str(number)), 1, name=f"K{number}")
    assert asked() == few
