"""The worked example: a purchase in Jammerbugt, on both sides of the limit."""

from pathlib import Path

import pytest
from tests.cli.conftest import Answer, Ask

KEY = "jammerbugt_purchase_screening"
WHOLE = {"amount": "40000", "new_appropriation": "false", "personal_data": "true", "replaces_system": "false"}


def written(folder: Path, **attributes: str) -> Path:
    file = folder / "matter.yaml"
    lines = [f"  {key}: {value}" for key, value in attributes.items()]
    file.write_text("kind: purchase_request\nattributes:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def explain(ask: Ask, file: Path | str, *more: str, on: str = "2026-11-23") -> Answer:
    return ask("model", "explain", KEY, "--matter", str(file), "--on", on, *more, columns=500)


def test_the_whole_way_in_danish(ask: Ask) -> None:
    told = explain(ask, "docs/examples/purchase.yaml").out
    for line in (
        "Indkøbsønske – Indkøbsscreening i Jammerbugt",
        "Kan rejses af: Medarbejder eller leder i et fagområde, Digitaliseringschef",
        "1. Ekspertgruppen screener",
        "   Hvem: Ekspert i screeninggruppen (screener)",
        "     5 arbejdsdage fra 23. november 2026 er 30. november 2026.",
        "     Frist: 30. november 2026 kl. 16.00.",
        "   Kunne også: Afslå, Bed om oplysninger, Fristen er udløbet",
        "Ender: Godkendt, senest man. 30. nov. 2026 16.00",
    ):
        assert line in told.splitlines()
    assert "Fordi: Beløb for kommunen 40.000 kr. ≤ 100.000 kr., " in told
    assert "Mandat: B (beslutter; hele organisationen), " in told
    assert "parameters.yaml:10" in told


def test_every_reason_names_a_line_that_says_it(ask: Ask) -> None:
    data = explain(ask, "docs/examples/purchase.yaml", "--json").data
    (limit,) = [why for why in data["steps"][0]["reasons"] if why["parameter"] == "screening_limit"]
    assert (limit["value"], limit["comparison"], limit["against"]) == (4_000_000, "≤", 10_000_000)
    root = Path("src/samspil/governance_models")
    line = (root / limit["file"]).read_text(encoding="utf-8").splitlines()[limit["line"] - 1]
    assert "100000" in line
    mandate = data["decided_by"]["mandate"]
    line = (root / mandate["file"]).read_text(encoding="utf-8").splitlines()[mandate["line"] - 1]
    assert line.strip() == "group_screens:"


def test_over_the_limit_it_goes_to_the_head(ask: Ask, tmp_path: Path) -> None:
    file = written(tmp_path, **{**WHOLE, "amount": '"100000.01"'})
    data = explain(ask, file, "--json").data
    assert [step["key"] for step in data["steps"]] == ["screen", "head", "purchase"]
    assert data["decided_by"]["mandate"]["key"] == "head_decides_purchases"


def test_a_meeting_is_told_with_its_papers(ask: Ask, tmp_path: Path) -> None:
    file = written(tmp_path, **{**WHOLE, "new_appropriation": "true"})
    data = explain(ask, file, "--json").data
    meeting = next(step for step in data["steps"] if step["key"] == "council")["due"]
    assert meeting["papers_by"] < meeting["on"]
    assert meeting["counted"] == []
    told = explain(ask, file, "--lang", "en").out
    assert "Meeting: " in told
    assert "Papers by: " in told
    assert "Calendar of The municipal council" in told


def test_closed_days_are_named(ask: Ask) -> None:
    data = explain(ask, "docs/examples/purchase.yaml", "--json", on="2026-12-22T14:59").data
    assert "Tæller ikke med: 25. december 2026, Juledag." in " ".join(
        data["steps"][0]["due"]["counted"]
    ).replace("Første juledag", "Juledag")


def test_the_hour_counts_by_the_models_clock(ask: Ask) -> None:
    before = explain(ask, "docs/examples/purchase.yaml", "--json", on="2026-11-23T14:59").data
    after = explain(ask, "docs/examples/purchase.yaml", "--json", on="2026-11-23T15").data
    assert before["matter"]["brought"]["at"] == "2026-11-23T14:59:00+01:00"
    assert [told["steps"][0]["due"]["on"] for told in (before, after)] == ["2026-11-30", "2026-12-01"]


def test_another_outcome_can_be_tried(ask: Ask) -> None:
    answer = explain(ask, "docs/examples/purchase.yaml", "--choose", "screen=reject", "--json")
    assert answer.data["end"]["key"] == "rejected"
    assert explain(ask, "docs/examples/purchase.yaml", "--choose", "screen").code == 2
    assert explain(ask, "docs/examples/purchase.yaml", "--choose", "nowhere=reject").code == 2
    assert explain(ask, "docs/examples/purchase.yaml", "--choose", "screen=recommend").code == 1


def test_what_is_assumed_is_told_once_each(ask: Ask) -> None:
    assumed = explain(ask, "docs/examples/purchase.yaml", "--json").data["assumed"]
    places = [(one["file"], one["line"]) for one in assumed]
    assert places
    assert len(set(places)) == len(places)


def explained(ask: Ask, folder: Path, model: str, matter: str, *more: str) -> Answer:
    file = folder / "matter.yaml"
    file.write_text(matter, encoding="utf-8")
    return ask("model", "explain", model, "--matter", str(file), "--on", "2026-11-23", *more, columns=500)


VOLUNTARY = "kind: voluntary_initiative\nattributes: {effort_days: 5, amount: 100000}\n"
NINE = "Albertslund, Dragør, Glostrup, Hvidovre, Høje-Taastrup, Ishøj, Rødovre, Solrød, Vallensbæk"


def test_on_a_joint_matter_the_members_decide_each_for_itself(ask: Ask, tmp_path: Path) -> None:
    model = "storkoebenhavn_association"
    told = explained(ask, tmp_path, model, VOLUNTARY).out
    said = f"Medlemmerne beslutter hver for sig, efter deres egne mandater (de, der vil, er med): {NINE}. ("
    assert said in told
    assert "Ingen rolle og intet forum skal godkende" not in told
    data = explained(ask, tmp_path, model, VOLUNTARY, "--json").data
    assert (data["decided_by"], data["members"]["joint"]) == (None, "voluntary_together")
    assert {one["name"] for one in data["members"]["members"]} == set(NINE.split(", "))
    line = Path("src/samspil/governance_models", data["members"]["file"]).read_text(encoding="utf-8")
    assert line.splitlines()[data["members"]["line"] - 1].strip() == "voluntary_together:"


def test_where_nobody_needs_to_approve_that_is_said_and_no_members_are(ask: Ask, tmp_path: Path) -> None:
    free = "kind: local_initiative\nattributes: {theme: automation}\n"
    told = explained(ask, tmp_path, "gladsaxe_network", free).out
    assert "Ingen rolle og intet forum skal godkende sagen." in told
    assert "Medlemmerne" not in told


@pytest.mark.parametrize(
    ("attributes", "line", "code"),
    [
        ({**WHOLE, "amount": '"1.500"'}, 3, "money_too_precise"),
        ({**WHOLE, "amount": "-1"}, 3, "wrong_attribute"),
        ({**WHOLE, "amount": "true"}, 3, "wrong_attribute"),
        ({**WHOLE, "personal_data": "maybe"}, 5, "wrong_attribute"),
        ({**WHOLE, "colour": "red"}, 7, "unknown_attribute"),
        ({key: value for key, value in WHOLE.items() if key != "amount"}, 2, "missing_attribute"),
    ],
)
def test_what_is_wrong_with_a_matter_is_said_on_its_line(
    ask: Ask, tmp_path: Path, attributes: dict[str, str], line: int, code: str
) -> None:
    file = written(tmp_path, **attributes)
    answer = explain(ask, file, "--json")
    (problem,) = answer.data["problems"]
    assert (answer.code, problem["code"], problem["file"], problem["line"]) == (1, code, str(file), line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kind: dance\n", "unknown_kind"),
        ("kindd: x\n", "missing_key"),
        ("- x\n", "not_a_mapping"),
        ("{", "not_yaml"),
    ],
)
def test_a_file_that_is_no_matter_is_refused(ask: Ask, tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "matter.yaml"
    file.write_text(text, encoding="utf-8")
    answer = explain(ask, file, "--json")
    assert answer.code == 1
    assert code in [problem["code"] for problem in answer.data["problems"]]


def test_a_day_before_the_model_is_refused(ask: Ask) -> None:
    answer = explain(ask, "docs/examples/purchase.yaml", on="2021-12-31")
    assert answer.code == 1
    assert "Modellen gælder først fra 1. januar 2022." in answer.err
