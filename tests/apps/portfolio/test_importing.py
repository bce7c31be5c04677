"""Lists of initiatives taken in: shown first, all or nothing, the same again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import (
    Estimate,
    Initiative,
    ListedRow,
    ListUpload,
    RoleHolder,
    StatusReport,
    TableMapping,
)
from samspil.apps.portfolio.selectors.listed import withheld_in
from samspil.apps.portfolio.services.importing import keeping
from samspil.apps.portfolio.services.importing.applying import apply_list
from samspil.apps.portfolio.services.importing.keeping import HowRead, SentList
from samspil.apps.portfolio.services.importing.previewing import Preview, preview
from samspil.core.errors import ProblemsError
from samspil.core.portfolio.listing.consequences import NEW, Change
from samspil.core.portfolio.listing.fields import Field
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By

TODAY = NOW.date()
FIRST = """Sagsnr.;Indsats;Forvaltning;Status;Start;Slutdato;Samlet udgift (mio. kr.);Projektleder;\
Bemærkning til status
12;Vagtplan;Ældre;Grøn;01-02-2026;31-12-2026;1,25;Digitaliseringskonsulent;Går som planlagt
13;Borger-app;Kultur;Gul;;31-12-2027;Fortroligt indtil udbud;;
14;Arkiv;Kultur;lilla;;;2,5;;
"""


def by(world: World, code: str = HVIDOVRE) -> By:
    return By(str(keeper(world, code).person), NOW)


def keep(world: World, text: str, code: str = HVIDOVRE, **said: Any) -> ListUpload:
    sent = SentList("Portefølje 2026.csv", text.encode(), **said)
    organisation = world.organisation(code)
    return keeping.keep_list(organisation.pk, sent, by=keeper(world, code).person, at=NOW)


def seen(upload: ListUpload) -> Preview:
    return preview(upload, TODAY, NOW)


def take_in(world: World, text: str, code: str = HVIDOVRE, **said: Any) -> dict[str, int]:
    with world.scope(code):
        upload = keep(world, text, code, **said)
        return apply_list(upload, seen(upload).digest, TODAY, by(world, code))


def changes(world: World, text: str, **said: Any) -> list[Change]:
    with world.scope(HVIDOVRE):
        return [one.change for one in seen(keep(world, text, **said)).consequences]


def everything(world: World) -> list[Any]:
    with world.scope(HVIDOVRE):
        tables = (Initiative, Estimate, StatusReport, RoleHolder, ListedRow)
        return [[*one.objects.order_by("pk").values_list()] for one in tables]


def test_a_list_becomes_initiatives_with_a_first_estimate_and_a_report(world: World) -> None:
    assert take_in(world, FIRST) == {"new": 3, "changed": 0, "unchanged": 0, "unsure": 0}
    with world.scope(HVIDOVRE):
        one = Initiative.objects.get(title="Vagtplan")
        assert (one.form, one.light, one.areas) == ("project", "green", ["Ældre"])
        assert (one.starts_on, one.expected_end) == (date(2026, 2, 1), date(2026, 12, 31))
        assert one.number.startswith("2026-")
        estimate = one.estimates.get()
        assert (estimate.sequence, estimate.cost_minor, estimate.currency) == (1, 125_000_000, "DKK")
        assert one.role_holders.get().function == "Digitaliseringskonsulent"
        report = one.reports.get()
        assert (report.overall, report.text, report.on) == ("green", "Går som planlagt", TODAY)
        told = Entry.objects.filter(subject_id=str(one.public_id)).values_list("action", flat=True)
        assert list(told) == ["portfolio.initiative.started"]


def test_nothing_is_written_until_it_is_confirmed(world: World) -> None:
    before = everything(world)
    assert changes(world, FIRST) == [Change.NEW] * 3
    assert everything(world) == before


def test_the_same_list_again_changes_nothing(world: World) -> None:
    take_in(world, FIRST)
    before = everything(world)
    with world.scope(HVIDOVRE):
        assert seen(keep(world, FIRST)).changes_nothing
    assert take_in(world, FIRST) == {"new": 0, "changed": 0, "unchanged": 3, "unsure": 0}
    assert everything(world) == before


def test_what_is_withheld_is_kept_as_withheld_and_never_as_empty(world: World) -> None:
    take_in(world, FIRST)
    with world.scope(HVIDOVRE):
        app = Initiative.objects.get(title="Borger-app")
        assert withheld_in(app.listed.values_list("key", "values")) == {Field.COST: "Fortroligt indtil udbud"}
        assert app.estimates.get().cost_minor is None
        archive = Initiative.objects.get(title="Arkiv")
        assert withheld_in(archive.listed.values_list("key", "values")) == {}


def test_what_is_refused_says_where_and_why_and_stops_nothing_else(world: World) -> None:
    with world.scope(HVIDOVRE):
        [problem] = seen(keep(world, FIRST)).refused
    assert (problem.code, problem.args["row"], problem.args["column"]) == (
        "listed_unknown_rating",
        4,
        "Status",
    )
    take_in(world, FIRST)
    with world.scope(HVIDOVRE):
        assert Initiative.objects.get(title="Arkiv").light == "grey"


def test_next_year_is_told_of_the_same_initiative_and_its_first_estimate_stays(world: World) -> None:
    take_in(world, FIRST, year=2024)
    later = (
        FIRST.replace("1,25", "2,00")
        .replace("Grøn", "Rød")
        .replace("12;Vagtplan", ";Ny vagtplan (tidligere Vagtplan)")
    )
    with world.scope(HVIDOVRE):
        first, *_others = seen(keep(world, later, year=2025)).consequences
        assert first.change is Change.CHANGED
        assert {(each.field.value) for each in first.differences} == {"name", "rating", "cost"}
    take_in(world, later, year=2025)
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 3
        one = Initiative.objects.get(title__startswith="Ny vagtplan")
        assert one.estimates.get().cost_minor == 125_000_000
        told = list(one.reports.order_by("on").values_list("on", "overall", "expected_cost_minor"))
        assert told == [(date(2024, 12, 31), "green", 125_000_000), (date(2025, 12, 31), "red", 200_000_000)]
        assert (one.light, one.listed.count()) == ("red", 2)


def test_an_earlier_year_that_comes_later_adds_a_report_and_changes_nothing_else(world: World) -> None:
    take_in(world, FIRST, year=2025)
    take_in(world, FIRST.replace("Grøn", "Rød").replace("31-12-2026", "30-11-2026"), year=2023)
    with world.scope(HVIDOVRE):
        one = Initiative.objects.get(title="Vagtplan")
        assert (one.light, one.expected_end, one.reports.count()) == ("green", date(2026, 12, 31), 2)


def test_what_is_only_alike_waits_for_a_person(world: World) -> None:
    local(world, HVIDOVRE, "Ny digital vagtplan i Ældreplejen")
    text = "Navn;Status\nNy digital vagtplan i ældreplejens\n;\nArkiv;Grøn\n".replace("ens\n", "en 2;Grøn\n")
    with world.scope(HVIDOVRE):
        upload = keep(world, text)
        first, second = seen(upload).consequences
        assert (first.change, second.change) == (Change.UNSURE, Change.NEW)
        with pytest.raises(ProblemsError, match="list_is_unsure"):
            apply_list(upload, seen(upload).digest, TODAY, by(world))
        same = keeping.answer(upload, {first.key: first.may_be[0]}, NOW)
        assert seen(same).consequences[0].change is Change.CHANGED
        new = keeping.answer(upload, {first.key: NEW}, NOW)
        assert seen(new).consequences[0].change is Change.NEW
        apply_list(new, seen(new).digest, TODAY, by(world))
        assert Initiative.objects.count() == 3


def test_only_what_was_seen_is_carried_out(world: World) -> None:
    with world.scope(HVIDOVRE):
        upload = keep(world, FIRST)
        digest = seen(upload).digest
    take_in(world, "Navn;Status\nVagtplan;Gul\n")
    with world.scope(HVIDOVRE), pytest.raises(ProblemsError, match="consequences_have_changed"):
        apply_list(upload, digest, TODAY, by(world))


def test_a_list_is_carried_out_once_and_its_words_are_gone_with_it(world: World) -> None:
    with world.scope(HVIDOVRE):
        upload = keep(world, FIRST)
        digest = seen(upload).digest
        apply_list(upload, digest, TODAY, by(world))
        upload.refresh_from_db()
        assert (upload.tables, upload.mapping, upload.applied_at) == ([], {}, NOW)
        with pytest.raises(ProblemsError, match="upload_already_applied"):
            apply_list(upload, digest, TODAY, by(world))


def test_a_list_that_nobody_confirms_is_thrown_away(world: World) -> None:
    with world.scope(HVIDOVRE):
        upload = keep(world, FIRST)
        later = NOW + timedelta(days=1)
        with pytest.raises(ProblemsError, match="upload_expired"):
            preview(upload, TODAY, later)
        assert keeping.forget_lists(upload.organisation_id, NOW) == 0
        assert keeping.forget_lists(upload.organisation_id, later) == 1


def test_a_correction_is_kept_for_the_next_list_of_its_kind(world: World) -> None:
    text = "Navn;Colour;Budget 2026;Note\nVagtplan;Lilla;1,5;x\n"
    with world.scope(HVIDOVRE):
        upload = keep(world, text)
        how = HowRead.of(upload.mapping)
        [sheet] = how.sheets.values()
        columns = [
            {**one, "field": "rating"}
            if one["heading"] == "Colour"
            else {**one, "scale": 10**6}
            if one["field"] == "year_budget"
            else one
            for one in sheet["columns"]
        ]
        right = {**sheet, "columns": columns, "ratings": {**sheet["ratings"], "lilla": "red"}}
        keeping.correct(upload, replace(how, name="Økonomis liste", sheets={"": right}), NOW)
        assert TableMapping.objects.get().name == "Økonomis liste"
        next_year = keep(world, text.replace("2026", "2027").replace("1,5", "2,5"))
        assert HowRead.of(next_year.mapping).name == "Økonomis liste"
        [one] = seen(next_year).consequences
        assert one.listed.values[Field.RATING] == "red"
        assert str(one.listed.values[Field.YEAR_BUDGET]) == "2500000.00 DKK"


def test_no_two_columns_are_the_same(world: World) -> None:
    with world.scope(HVIDOVRE):
        upload = keep(world, "Navn;Titel på engelsk;Status\nA;B;Grøn\n")
        how = HowRead.of(upload.mapping)
        [sheet] = how.sheets.values()
        twice = {**sheet, "columns": [{**one, "field": "name"} for one in sheet["columns"]]}
        with pytest.raises(ProblemsError, match="list_field_chosen_twice"):
            keeping.correct(upload, replace(how, sheets={"": twice}), NOW)


def test_amounts_in_another_currency_keep_it(world: World) -> None:
    take_in(world, "Name;Status;Total cost (£m)\nEagle;Green;1.5\n")
    with world.scope(HVIDOVRE):
        row = Estimate.objects.get()
        assert (row.cost_minor, row.currency) == (150_000_000, "GBP")


def test_what_is_too_long_or_ends_before_it_starts_is_refused(world: World) -> None:
    long = "x" * 301
    text = f"Navn;Start;Slut;Form\n{long};;;\nArkiv;01-02-2026;01-01-2026;Projekt\nB;;;Cirkus\n"
    with world.scope(HVIDOVRE):
        found = seen(keep(world, text))
        assert [one.code for one in found.refused] == [
            "listed_too_long",
            "listed_ends_before_it_starts",
            "listed_unknown_form",
        ]
        assert [one.args["row"] for one in found.refused] == [2, 3, 4]
        assert [one.listed.name for one in found.consequences] == ["Arkiv", "B"]


def test_what_the_law_requires_is_mandatory_and_forms_are_known_by_their_words(world: World) -> None:
    take_in(world, "Navn;Hjemmel;Form\nFuldmagter;Lov § 4;Program\n")
    with world.scope(HVIDOVRE):
        one = Initiative.objects.get()
        assert (one.is_mandatory, one.legal_source, one.form) == (True, "Lov § 4", "programme")


def test_several_years_in_one_list_are_one_initiative(world: World) -> None:
    text = "År;Navn;Status;Samlet udgift\n2024;Arkiv;Grøn;100\n2025;Arkiv;Rød;300\n2025;Vagtplan;Gul;5\n"
    take_in(world, text)
    with world.scope(HVIDOVRE):
        one = Initiative.objects.get(title="Arkiv")
        assert (one.light, one.estimates.get().cost_minor, one.reports.count()) == ("red", 10_000, 2)
        assert Initiative.objects.count() == 2
    before = everything(world)
    take_in(world, text)
    assert everything(world) == before


def test_two_of_one_name_are_two_and_again_change_nothing(world: World) -> None:
    text = "Navn;Status\nNy IT;Grøn\nNy IT;Rød\n"
    take_in(world, text)
    before = everything(world)
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 2
    take_in(world, text)
    assert everything(world) == before


def test_a_new_manager_follows_the_old(world: World) -> None:
    take_in(world, "Navn;Projektleder\nArkiv;Konsulent\n")
    with world.scope(HVIDOVRE):
        RoleHolder.objects.update(valid_from=TODAY - timedelta(days=9))
    take_in(world, "Navn;Projektleder\nArkiv;Teamleder\n")
    with world.scope(HVIDOVRE):
        held = RoleHolder.objects.order_by("pk").values_list("function", "valid_to")
        assert list(held) == [("Konsulent", TODAY), ("Teamleder", None)]


def test_a_list_is_of_one_organisation(world: World) -> None:
    take_in(world, FIRST)
    with world.scope(RODOVRE):
        assert not Initiative.objects.exists()
        assert not ListUpload.objects.exists()
        assert keep(world, FIRST, RODOVRE).sent_by != UUID(int=0)


@pytest.mark.django_db
def test_questions_do_not_grow_with_the_lines(world: World, django_assert_max_num_queries: Any) -> None:
    lines = "".join(f"{number};Indsats {number};Grøn;Konsulent\n" for number in range(200))
    with django_assert_max_num_queries(60):
        take_in(world, "Nr;Navn;Status;Projektleder\n" + lines)
