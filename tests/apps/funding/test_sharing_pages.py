"""The pages of cost sharing: try it, decide a key, share a cost, its statement, settle, somebody joins."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from tests.apps.benefits.pdf_words import pages
from tests.apps.funding.pool_world import alone
from tests.apps.portfolio.ground import programme
from tests.apps.world import HVIDOVRE, RODOVRE, SOLROD, World

from samspil.apps.funding.models import KeyVersion, SharedCost
from samspil.apps.funding.selectors.share_standings import share_standings
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import read
from samspil.core.finance.cost_keys.sharing_out import share_out
from samspil.core.units import Money

KEY = {
    "kind": "operation",
    "rule": "mix",
    "alike": "50",
    "people": "50",
    "joining": "written_down",
    "joining_years": "5",
    "notice_months": "12",
    "valid_from": "2026-01-01",
    "decision": "Bestyrelsen 2. marts 2026, punkt 4",
}
COST = {
    "kind": "operation",
    "text": "Drift 2026",
    "first": "2026-01-01",
    "last": "2026-12-31",
    "amount": "300.000",
}
PEOPLE = {HVIDOVRE: 50_000, RODOVRE: 40_000, SOLROD: 20_000}


@pytest.fixture
def common(world: World) -> Initiative:
    return programme(world, HVIDOVRE, RODOVRE, SOLROD)


@pytest.fixture
def browser(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Of somebody who keeps the money alone: what takes two is tried in `test_two_share_and_close`."""
    alone(monkeypatch)
    return world.log_in(Client(headers={"accept-language": "da"}), "", "coordinator")


def url(common: Initiative, rest: str = "") -> str:
    return f"/money/sharing/{common.public_id}/{rest}"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def counted(**more: str) -> dict[str, str]:
    found = {f"in_{code}": "on" for code in PEOPLE} | {
        f"people_{code}": str(one) for code, one in PEOPLE.items()
    }
    return {**COST, **found, **more}


def decided(browser: Client, common: Initiative, **more: str) -> None:
    answer = browser.post(url(common, "decide/"), {**KEY, **more})
    assert answer.status_code == 302, text(answer)


def shared(world: World, browser: Client, common: Initiative, **more: str) -> SharedCost:
    answer = browser.post(url(common, "share/"), counted(**more))
    assert answer.status_code == 302, text(answer)
    with world.scope(""):
        return SharedCost.objects.select_related("key").get()


def test_the_calculator_shows_ways_side_by_side_and_who_would_object(
    browser: Client, common: Initiative
) -> None:
    shown = text(browser.get(url(common, "try/")))
    for said in (
        "Priserne nedenfor er et eksempel.",
        "Shapley",
        "Nucleolus: mindst at klage over",
        "Alle 6 grupper er prøvet",
    ):
        assert said in shown
    asked = {"price": "10", "fixed": "0", "member": "0", "alike": "100", f"alone_{SOLROD}": "1.000"}
    shown = text(browser.get(url(common, "try/"), asked))
    assert "Solrød ville spare" in shown
    assert "Ikke holdbar." in shown
    assert "rule=mix&amp;alike=100" in shown


def test_where_nobody_takes_part_nothing_is_offered(world: World, browser: Client) -> None:
    nobody = programme(world)
    shown = text(browser.get(url(nobody)))
    assert "Ingen er med i indsatsen endnu" in shown
    assert "/share/" not in shown
    assert "Ingen er med i indsatsen endnu" in text(browser.get(url(nobody, "try/")))


def test_a_part_of_the_page_is_asked_for_while_one_drags(browser: Client, common: Initiative) -> None:
    shown = text(browser.get(url(common, "try/"), {"price": "10"}, headers={"HX-Request": "true"}))
    assert shown.startswith('<div id="fairness"')


def test_a_key_that_counts_use_says_whose_is_missing(browser: Client, common: Initiative) -> None:
    assert "Der mangler et optalt forbrug for" in text(
        browser.get(url(common, "try/"), {"price": "10", "use": "100"})
    )


def test_what_was_tried_comes_along_to_the_decision(browser: Client, common: Initiative) -> None:
    shown = text(browser.get(url(common, "decide/"), {"alike": "20", "people": "80"}))
    assert 'name="people" value="80"' in shown


def test_a_key_is_decided_and_shown_in_words(world: World, browser: Client, common: Initiative) -> None:
    decided(browser, common)
    with world.scope(""):
        row = KeyVersion.objects.get()
    assert row.content["rule"]["parts"][0] == {"share": "0.5", "rule": {"by": "equal"}, "members": []}
    shown = text(browser.get(url(common)))
    assert "50% alle lige og 50% efter indbyggertal" in shown.replace("\N{NO-BREAK SPACE}", "")
    assert "Bestyrelsen 2. marts 2026, punkt 4" in shown


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        (
            {"rule": "tariff", "a_member": "500", "an_inhabitant": "0,125"},
            {"by": "tariff", "member": "500", "inhabitant": "0.125", "use": "0"},
        ),
        (
            {"rule": "degressive", "to_0": "150000", "rate_0": "25", "rate_1": "12,5"},
            {"by": "degressive", "steps": [{"up_to": 150_000, "rate": "25"}, {"rate": "12.5"}]},
        ),
        ({"rule": "expected_users", "years": "4"}, {"by": "expected_users", "years": 4}),
        ({"rule": "equal"}, {"by": "equal"}),
        ({"rule": "mix", "alike": "", "people": "3"}, {"by": "inhabitants"}),
        ({"rule": "flat", "flat_price": "2,00"}, {"by": "flat", "price": "2"}),
        (
            {"rule": "bands", "to_0": "30000", "rate_0": "100000", "rate_2": "150000"},
            {"by": "bands", "steps": [{"up_to": 30_000, "rate": "100000"}, {"rate": "150000"}]},
        ),
        (
            {"rule": "agreed", "agreed_total": "3", **{f"agreed_{code}": "1" for code in PEOPLE}},
            {"by": "agreed", "shares": dict.fromkeys(PEOPLE, "1/3")},
        ),
        (
            {
                "rule": "parts",
                "part_0": "37,5",
                "by_0": "equal",
                "of_0": HVIDOVRE,
                "part_1": "62,5",
                "by_1": "inhabitants",
            },
            {
                "by": "split",
                "parts": [
                    {"share": "0.375", "members": [HVIDOVRE], "rule": {"by": "equal"}},
                    {"share": "0.625", "members": [], "rule": {"by": "inhabitants"}},
                ],
            },
        ),
        (
            {
                "rule": "parts",
                "part_0": "40",
                "by_0": "bands",
                "to_0": "30000",
                "rate_0": "1",
                "rate_1": "3",
                "part_1": "60",
                "by_1": "agreed",
                "of_1": [HVIDOVRE, RODOVRE],
                "agreed_total": "3",
                f"agreed_{HVIDOVRE}": "2",
                f"agreed_{RODOVRE}": "1",
            },
            {
                "by": "split",
                "parts": [
                    {
                        "share": "0.4",
                        "members": [],
                        "rule": {"by": "bands", "steps": [{"up_to": 30_000, "rate": "1"}, {"rate": "3"}]},
                    },
                    {
                        "share": "0.6",
                        "members": [HVIDOVRE, RODOVRE],
                        "rule": {"by": "agreed", "shares": {HVIDOVRE: "2/3", RODOVRE: "1/3"}},
                    },
                ],
            },
        ),
        (
            {"rule": "equal", "threshold": "25.000,50"},
            {"by": "above_threshold", "threshold": "25000.5", "rule": {"by": "equal"}},
        ),
    ],
    ids=lambda one: str(one.get("rule", "")) if isinstance(one, dict) else "",
)
def test_each_rule_is_kept_as_it_was_written(
    world: World, browser: Client, common: Initiative, more: dict[str, str], rule: dict[str, Any]
) -> None:
    decided(browser, common, **more)
    with world.scope(""):
        assert KeyVersion.objects.get().content["rule"] == rule
    assert browser.get(url(common)).status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"rule": "mix", "alike": "", "people": ""}, "Giv mindst én af de tre en vægt."),
        ({"rule": "tariff"}, "Skriv mindst én af de tre priser."),
        ({"rule": "degressive", "to_0": "5"}, "Skriv mindst én række med kroner."),
        ({"rule": "bands", "to_0": "5", "rate_0": "1"}, "kun den sidste række er uden"),
        ({"rule": "bands", "rate_0": "1", "rate_1": "1"}, "kun den sidste række er uden"),
        (
            {"rule": "bands", "to_0": "5", "rate_0": "1", "to_1": "5", "rate_1": "2", "rate_2": "3"},
            "skal stige",
        ),
        ({"rule": "flat"}, "Skriv prisen."),
        ({"rule": "agreed", f"agreed_{HVIDOVRE}": "99"}, "Andelene giver 99 tilsammen og skal give 100."),
        ({"rule": "parts", "part_0": "99,5"}, "Delene giver 99,5 procent tilsammen"),
        ({"rule": "parts", "part_0": "100", "by_0": "bands"}, "Skriv mindst én række med kroner."),
        ({"rule": "parts", "part_0": "100", "by_0": "agreed"}, "Andelene giver 0 tilsammen"),
        (
            {"rule": "parts", "part_0": "100", "by_0": "agreed", "of_0": SOLROD, f"agreed_{HVIDOVRE}": "100"},
            "De aftalte andele er ikke deres, der bærer delen.",
        ),
        ({"rule": "equal", "index_0": "100"}, "Skriv et år ved hvert indekstal"),
        ({"rule": "equal", "index_0": "100", "index_year_0": "2024"}, "Skriv et år ved hvert indekstal"),
        ({"rule": "equal", "base_year": "2024"}, "Skriv et år ved hvert indekstal"),
        (
            {"rule": "equal", "base_year": "2024", "index_0": "100", "index_year_0": "2024"},
            "Skriv, hvor indekset er fra.",
        ),
        ({"rule": "equal", f"people_{HVIDOVRE}": "5"}, "Skriv, hvilken dag tallene er fra."),
        ({"decision": " "}, "Vælg beslutningen, eller skriv, hvilken det er."),
    ],
)
def test_what_a_key_lacks_is_said_at_the_form(
    browser: Client, common: Initiative, more: dict[str, str], said: str
) -> None:
    answer = browser.post(url(common, "decide/"), {**KEY, **more})
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_part_by_bands_and_one_by_agreed_shares_are_shared_to_the_oere(
    world: World, browser: Client, common: Initiative
) -> None:
    """By bands 3 : 3 : 1, as 20,000 live in Solrød; by agreement 2 : 1 between the two others."""
    parts = {"part_0": "40", "by_0": "bands", "to_0": "30000", "rate_0": "1", "rate_1": "3"}
    agreed = {"part_1": "60", "by_1": "agreed", "agreed_total": "3", "of_1": [HVIDOVRE, RODOVRE]}
    shares = {f"agreed_{HVIDOVRE}": "2", f"agreed_{RODOVRE}": "1"}
    decided(browser, common, rule="parts", **parts, **agreed, **shares)  # type: ignore[arg-type]
    row = shared(world, browser, common, amount="70.000")
    # 28,000 by bands is 12,000, 12,000 and 4,000; 42,000 is 28,000 and 14,000.
    assert row.pays == {HVIDOVRE: 4_000_000, RODOVRE: 2_600_000, SOLROD: 400_000}


def test_a_key_with_a_price_index_is_kept(world: World, browser: Client, common: Initiative) -> None:
    index = {"index_year_0": "2024", "index_0": "100", "index_year_1": "2026", "index_1": "105,5"}
    decided(browser, common, rule="equal", base_year="2024", index_source="Danmarks Statistik", **index)
    with world.scope(""):
        kept = KeyVersion.objects.get().content["index"]
    assert kept == {"base": 2024, "values": {"2024": "100", "2026": "105.5"}, "source": "Danmarks Statistik"}


def test_more_rows_are_asked_for_without_losing_what_is_written(
    world: World, browser: Client, common: Initiative
) -> None:
    asked = {**KEY, "rule": "bands", "rate_2": "7", "part_0": "5", "of_0": [HVIDOVRE, SOLROD], "rows": "3"}
    shown = text(browser.post(url(common, "decide/"), {**asked, "room": "1"}))
    assert 'name="rate_2" value="7"' in shown
    assert 'name="rate_5"' in shown
    assert 'name="rate_6"' not in shown
    assert shown.count("checked") >= 3
    with world.scope(""):
        assert not KeyVersion.objects.exists()
    once_more = text(browser.post(url(common, "decide/"), {**asked, "rows": "oops", "room": "1"}))
    assert 'name="rate_5"' in once_more


def test_a_key_keeps_the_inhabitants_of_its_day_whatever_the_register_says_later(
    world: World, browser: Client, common: Initiative
) -> None:
    shown = text(browser.get(url(common, "decide/")))
    assert 'name="population_on" value="20' in shown
    kept = {f"people_{code}": str(number) for code, number in PEOPLE.items()}
    decided(browser, common, rule="inhabitants", population_on="2020-01-01", **kept)
    form = text(browser.get(url(common, "share/")))
    assert "bruges det tal, som nøglen gemmer (Drift: pr. 1. januar 2020)" in form
    assert f'name="people_{HVIDOVRE}" value=' not in form
    left_empty = {**counted(amount="110.000"), **dict.fromkeys(kept, "")}
    assert browser.post(url(common, "share/"), left_empty).status_code == 302
    with world.scope(""):
        row = SharedCost.objects.get()
    assert row.pays == {HVIDOVRE: 5_000_000, RODOVRE: 4_000_000, SOLROD: 2_000_000}
    assert "1. januar 2020" in text(browser.get(url(common, f"{row.public_id}/")))
    # The calculator counts by the key's own numbers as well.
    asked = {"price": "11", "fixed": "0", "member": "0"}
    assert "Den besluttede nøgle: Efter indbyggertal" in text(browser.get(url(common, "try/"), asked))


def test_two_mixes_and_the_decided_keys_stand_beside_each_other(
    world: World, browser: Client, common: Initiative
) -> None:
    decided(browser, common, rule="equal")
    decided(browser, common, kind="establishment", rule="inhabitants")
    asked = {"price": "11", "fixed": "0", "member": "0", "alike": "50", "people": "50"}
    shown = text(browser.get(url(common, "try/"), {**asked, "other_alike": "20", "other_people": "80"}))
    for said in ("Jeres blanding", "Den anden blanding", "Besluttet: Drift", "Besluttet: Etablering"):
        assert said in shown
    assert "Hvem sparer, og hvem taber i forhold til: Besluttet: Drift" in shown
    assert "Ingen betaler andet." in shown  # everybody alike is the decided key
    assert "Betaler mere: Hvidovre" in shown
    one_mix = text(browser.get(url(common, "try/"), asked))
    assert "Den anden blanding" not in one_mix


def test_a_weight_is_a_number_that_is_seen_and_can_be_dragged(browser: Client, common: Initiative) -> None:
    shown = text(browser.get(url(common, "try/")))
    assert 'type="range"' not in shown, "without scripts it is a number"
    assert 'type="number" name="alike" value="20"' in shown
    assert shown.count("data-slider") == 6


def test_money_pages_say_once_that_samspil_is_not_the_accounts(
    world: World, browser: Client, common: Initiative
) -> None:
    decided(browser, common)
    row = shared(world, browser, common)
    note = "Samspil er ikke jeres regnskab"
    for rest in ("", "try/", "decide/", "share/", f"{row.public_id}/", f"{row.public_id}/settle/", "join/"):
        assert text(browser.get(url(common, rest))).count(note) == 1, rest
    assert text(browser.get("/money/")).count(note) == 1
    assert "Fælles udgifter" in text(browser.get("/money/"))
    told = " ".join(pages(browser.get(url(common, f"{row.public_id}/pdf/")).content))
    assert told.count(note) == 1


def test_a_statement_can_be_worked_out_again_from_its_excel(
    world: World, browser: Client, common: Initiative
) -> None:
    decided(browser, common)
    row = shared(world, browser, common, amount="100.000,01")
    answer = browser.get(url(common, f"{row.public_id}/xlsx/"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    lines = [list(one) for one in sheet.iter_rows(values_only=True)]
    example, _text, period, amount, note, content = str(lines[0][0]).split(" · ")
    assert example.startswith("Eksempel")
    assert "bogføringen sker i økonomisystemet" in note
    first, last = (date.fromisoformat(one) for one in period.split(" – "))
    members = tuple(Member(str(one[0]), one[2]) for one in lines[2:])  # type: ignore[arg-type]
    again = share_out(read(json.loads(content)), members, Period(first, last), Money(int(amount.split()[0])))
    pays, paid, left = ([one[at] for one in lines[2:]] for at in (-3, -2, -1))
    assert [money.minor for money in again.pays.values()] == pays
    assert sum(int(str(one)) for one in pays) == 10_000_001
    assert (set(paid), left) == ({0}, pays)
    assert str(lines[1][-1]).startswith("Åbent den ")


def test_a_statement_is_shown_and_set_as_pdf(world: World, browser: Client, common: Initiative) -> None:
    decided(browser, common)
    row = shared(world, browser, common)
    shown = text(browser.get(url(common, f"{row.public_id}/")))
    # Half alike, half by inhabitants: 50,000 + 50/110 of 150,000.
    assert "118.181,82 kr." in shown
    assert "118.181,8182" in shown
    assert "Forventet forbrug" not in shown
    told = " ".join(pages(browser.get(url(common, f"{row.public_id}/pdf/")).content))
    assert "118.181,82" in told
    assert "Rødovre" in told
    assert browser.get(url(common, f"{row.public_id}/doc/")).status_code == 404


def test_a_member_that_pays_reads_the_statement_and_another_does_not(
    world: World, browser: Client, common: Initiative
) -> None:
    decided(browser, common)
    left_out = {key: one for key, one in counted().items() if SOLROD not in key}
    assert browser.post(url(common, "share/"), left_out).status_code == 302
    with world.scope(""):
        row = SharedCost.objects.get()
    ours = world.log_in(Client(headers={"accept-language": "da"}), HVIDOVRE, "head_of_digitalisation")
    assert "Vi betaler" in text(ours.get(url(common)))
    assert ours.get(url(common, f"{row.public_id}/")).status_code == 200
    assert ours.get(url(common, "share/")).status_code == 404
    sheet = openpyxl.load_workbook(io.BytesIO(ours.get(url(common, f"{row.public_id}/xlsx/")).content)).active
    assert sheet is not None
    # What others have paid is theirs.
    told = {one[0]: one[-2:] for one in sheet.iter_rows(min_row=3, values_only=True)}
    assert told == {HVIDOVRE: (0, row.pays[HVIDOVRE]), RODOVRE: (None, None)}
    theirs = world.log_in(Client(headers={"accept-language": "da"}), SOLROD, "head_of_digitalisation")
    assert "Drift 2026" not in text(theirs.get(url(common)))
    assert theirs.get(url(common, f"{row.public_id}/")).status_code == 404


def test_use_is_settled_and_a_late_joiner_pays(world: World, browser: Client, common: Initiative) -> None:
    decided(browser, common, rule="use")
    decided(browser, common, kind="establishment", rule="inhabitants")
    row = shared(world, browser, common, **{f"use_{code}": "10" for code in PEOPLE})
    settle = url(common, f"{row.public_id}/settle/")
    uses = {f"use_{HVIDOVRE}": "30", f"use_{RODOVRE}": "0", f"use_{SOLROD}": "0"}
    assert browser.post(settle, {"amount": "300.000", **uses}).status_code == 302
    with world.scope(""):
        settled = SharedCost.objects.get(settles=row)
        assert settled.pays == {HVIDOVRE: 20_000_000, RODOVRE: -10_000_000, SOLROD: -10_000_000}
    assert "Gjort op efter faktisk forbrug" in text(browser.get(url(common)))

    two = {
        key: one for key, one in counted(kind="establishment", text="Etablering").items() if SOLROD not in key
    }
    assert browser.post(url(common, "share/"), two).status_code == 302
    joins = {"member": SOLROD, "people": "20000", "from_on": "2026-01-01"}
    assert browser.post(url(common, "join/"), joins).status_code == 302
    with world.scope(""):
        entry = SharedCost.objects.get(sort="entry")
    assert entry.pays[SOLROD] == 5_454_545  # 20/110 of 300,000
    assert "54.545,45 kr." in text(browser.get(url(common, f"{entry.public_id}/")))
    assert browser.get(url(common, f"{entry.public_id}/pdf/")).status_code == 200


def test_a_payment_is_noted_and_told_apart_from_what_is_owed(
    world: World, browser: Client, common: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    decided(browser, common)
    row = shared(world, browser, common)
    owed = row.pays[HVIDOVRE]
    shown = text(browser.get(url(common)))
    assert "Hvad hver skylder" in shown
    assert f"payment/?member={HVIDOVRE}" in shown
    assert "skylder" in text(browser.get(url(common, "payment/"), {"member": HVIDOVRE}))
    asked = {"member": HVIDOVRE, "is_back": "no", "amount": "1,00", "day": "2026-03-02", "text": "Bilag 7"}
    too_much = {**asked, "amount": f"{owed // 100 + 1}", "key": "a"}
    assert "Der kan ikke noteres en større betaling." in text(browser.post(url(common, "payment/"), too_much))
    assert browser.post(url(common, "payment/"), {**asked, "key": "b"}).status_code == 302
    with world.scope(""):
        (found,) = [one for one in share_standings(common, date.max) if one.member == HVIDOVRE]
        assert (found.paid_minor, found.owed_minor) == (100, found.charged_minor - 100)
    theirs = world.log_in(Client(headers={"accept-language": "da"}), HVIDOVRE, "head_of_digitalisation")
    shown = text(theirs.get(url(common)))
    assert "Hvad hver skylder" in shown
    assert "Registrér en betaling" not in shown
    assert theirs.get(url(common, "payment/")).status_code == 404


def test_late_joiners_pay_in_the_prices_of_their_year_where_the_key_has_an_index(
    world: World, browser: Client, common: Initiative
) -> None:
    key = {**KEY, "kind": "establishment", "rule": "equal", "joining_indexed": "on"}
    assert "Skriv det prisindeks, de betaler efter." in text(browser.post(url(common, "decide/"), key))
    index = {"index_year_0": "2024", "index_0": "100", "base_year": "2024", "index_source": "KL"}
    assert browser.post(url(common, "decide/"), {**key, **index}).status_code == 302
    with world.scope(""):
        assert KeyVersion.objects.get().content["joining"]["indexed"] is True
    assert "I priserne fra det år, den kommer med." in text(browser.get(url(common)))
