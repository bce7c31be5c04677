"""What is not read, and what is said of it: a line, a reason, what to do; in three languages."""

import json

import pytest
from tests.core.mining.logs import CASE, case, event, packed, refused, xes

from samspil.core.errors import Problem
from samspil.wording.catalogues import LANGUAGES
from samspil.wording.words import Words

MORNING, EVENING = "2026-01-05T09:00:00+01:00", "2026-01-05T17:00:00+01:00"
GOOD = xes(CASE)
START = '<string key="lifecycle:transition" value="start"/>'


def ocel(**changes: object) -> bytes:
    log = {
        "objects": [{"id": "sag-1", "type": "matter"}],
        "events": [
            {
                "id": "1",
                "type": "Modtaget",
                "time": MORNING,
                "relationships": [{"objectId": "sag-1", "qualifier": "subject"}],
            }
        ],
    }
    return json.dumps(log | changes, indent=1).encode()


def csv(*rows: str, head: str = "Sag;Aktivitet;Start;Slut") -> bytes:
    return "\n".join([head, *rows, ""]).encode()


# What is wrong: the file, how it is asked for, what is said, and the line.
REFUSALS: dict[str, tuple[bytes, dict[str, object], str, int | None]] = {
    "too large": (GOOD, {"most_bytes": 100}, "log_too_large", 1),
    "too large when unpacked": (packed(GOOD * 100), {"most_bytes": 10_000}, "log_too_large", 1),
    "packed and cut": (packed(GOOD)[:-20], {}, "log_packed_cut", 1),
    "packed, only a beginning": (packed(GOOD)[:12], {}, "log_packed_cut", 1),
    "packed and broken": (packed(GOOD)[:15] + b"\xff" * 300, {}, "log_packed_broken", 1),
    "packed with a wrong sum": (packed(GOOD)[:-8] + b"12345678", {}, "log_packed_broken", 1),
    "no name": (xes(case("a", event("", MORNING))), {}, "log_event_without_name", 5),
    "no time": (
        xes(case("a", event("In", MORNING), '<event><string key="concept:name" value="Out"/></event>\n')),
        {},
        "log_event_without_time",
        6,
    ),
    "a moment in a zone that is none": (
        xes(case("a", event("In", "2026-01-05T09:00:00+25:00"))),
        {},
        "log_not_a_moment",
        5,
    ),
    "no moment": (xes(case("a", event("In", "i går"))), {}, "log_not_a_moment", 5),
    "a day that is none": (csv("1;In;;30-02-2026 09:00"), {}, "log_not_a_moment", 2),
    "with and without zone": (
        xes(case("a", event("In", MORNING), event("Out", "2026-01-06T09:00:00"))),
        {},
        "log_time_mixed",
        6,
    ),
    "two zones": (
        xes(case("a", event("In", MORNING), event("Out", "2026-01-06T09:00:00-05:00"))),
        {},
        "log_two_zones",
        6,
    ),
    "no such zone": (GOOD, {"zone": "Europe/Albertslund"}, "log_unknown_zone", None),
    "nothing": (b"", {}, "log_empty", 1),
    "no cases": (xes(), {}, "log_empty", 1),
    "out of order": (
        xes(CASE, case("b", event("In", EVENING), event("Out", MORNING))),
        {},
        "log_out_of_order",
        13,
    ),
    "no end": (xes(case("a", event("In", MORNING, START), event("Out", EVENING))), {}, "log_no_end", 5),
    "nothing but what never ends": (
        csv("1;In;2026-01-05 09:00;"),
        {"leaves_out_unfinished": True},
        "log_empty",
        1,
    ),
    "nothing but what is neither begun nor done": (
        xes(case("a", event("In", MORNING, START.replace("start", "schedule")))),
        {},
        "log_empty",
        1,
    ),
    "a sign that is none before a zone": (
        xes(case("a", event("In", MORNING), event("Out", "2026-01-06T09:00:00*01:00"))),
        {},
        "log_not_a_moment",
        6,
    ),
    "no end in a list": (csv("1;In;2026-01-05 09:00;"), {}, "log_no_end", 2),
    "ends first": (csv("1;In;2026-01-05 09:00;2026-01-05 08:00"), {}, "log_ends_before_it_begins", 2),
    "not whole": (GOOD[:-30], {}, "log_not_xml", 9),
    "not closed": (GOOD.replace(b"</event>\n<event>", b"\n<event>"), {}, "log_not_xml", 10),
    "Latin-1 that says UTF-8": (GOOD.replace(b"Anna", "Søren".encode("latin-1")), {}, "log_wrong_letters", 5),
    "an encoding that is none": (
        GOOD.replace(b"UTF-8", b"UTF-9"),
        {},
        "log_wrong_letters",
        1,
    ),
    "entities": (
        b'<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log>&b;</log>',
        {},
        "log_with_document_type",
        1,
    ),
    "an entity from outside": (
        b'<?xml version="1.0"?>\n<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>',
        {},
        "log_with_document_type",
        2,
    ),
    "no log": (b"<html><body/></html>", {}, "log_not_xes", 1),
    "too deep": (b"<log>" + b"<list>" * 70 + b"</list>" * 70 + b"</log>", {}, "log_too_deep", 1),
    "too deep JSON": (b'{"events": ' + b"[" * 100_000, {}, "log_too_deep", 1),
    "a case twice": (xes(CASE, CASE), {}, "log_double_case", 11),
    "an event of no case": (xes(event("In", MORNING)), {}, "log_event_outside_case", 4),
    "no JSON": (ocel()[:-20], {}, "log_not_json", 16),
    "JSON with more behind": (ocel() + b"{}", {}, "log_not_json", 21),
    "JSON that ends in a number": (b'{"types": 1', {}, "log_not_json", 1),
    "JSON with a number for a name": (b"{1: 2}", {}, "log_not_json", 1),
    "JSON without a colon": (b'{"events" []}', {}, "log_not_json", 1),
    "JSON with a comma too many": (ocel().replace(b"\n ]\n}", b"\n ],\n}"), {}, "log_not_json", 21),
    "JSON with a comma too few": (b'{"types": [1 2]}', {}, "log_not_json", 1),
    "JSON with a number of thousands of digits": (
        b'{"events": [' + b"9" * 5000 + b"]}",
        {},
        "log_not_json",
        1,
    ),
    "JSON in Latin-1": (ocel().replace(b"Modtaget", b"M\xf8dt"), {}, "log_wrong_letters", 11),
    "no OCEL": (ocel(events=[{"id": "1", "time": MORNING}]), {}, "log_not_ocel", 9),
    "OCEL with text for an event": (ocel(events=["1"]), {}, "log_not_ocel", 9),
    "OCEL with text for what an event is about": (
        ocel(events=[{"id": "1", "type": "In", "time": MORNING, "relationships": ["sag-1"]}]),
        {},
        "log_not_ocel",
        9,
    ),
    "OCEL of events about nothing": (
        ocel(events=[{"id": "1", "type": "In", "time": MORNING}]),
        {},
        "log_not_ocel",
        1,
    ),
    "OCEL without events": (ocel(events=[]), {}, "log_empty", 1),
    "an object that is not there": (ocel(objects=[]), {}, "log_unknown_object", 4),
    "no such type": (ocel(), {"case_type": "contract"}, "log_unknown_case_type", 1),
    "no such column": (csv("1;In;;2026-01-05"), {"columns": {"case": "Nr"}}, "log_unknown_column", 1),
    "no column": (csv("1;In;;2026-01-05", head="Nr;Hvad;Start;Slut"), {}, "log_no_column", 1),
    "a short row": (csv("1;In;;2026-01-05", "2;In"), {}, "log_row_too_short", 3),
    "no case": (csv("1;In;;2026-01-05", ";In;;2026-01-05"), {}, "log_row_without_case", 3),
    "a quote that never ends": (csv('1;"In;;2026-01-05'), {}, "not_csv", 2),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", {}, "list_not_text", 1),
    "text of another system": ("Sag;".encode("cp037") * 3 + b"\x81\x8d\x8f" * 9, {}, "list_not_text", 1),
    "half a letter": (b"\xff\xfeS\0a", {}, "list_not_text", 1),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_it_is_refused_whole_with_its_line(what: str) -> None:
    data, how, code, line = REFUSALS[what]
    problem = refused(data, **how)
    assert problem.code == code
    assert (problem.place.line if problem.place else None) == line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", REFUSALS)
def test_it_is_told_in_words(what: str, language: str) -> None:
    data, how, code, _ = REFUSALS[what]
    told = Words(language).problem(refused(data, **how))  # type: ignore[arg-type]
    assert code not in told
    assert "{" not in told
    assert told.endswith((".", "?"))
    assert told.count(". ") + told.count(": ") >= 1, "a reason and what to do"


def test_every_refusal_of_the_readers_has_its_file() -> None:
    shown = {code for _, _, code, _ in REFUSALS.values()}
    assert {f"log_{name}" for name in CODES} <= shown


CODES = (
    *("too_large", "packed_broken", "packed_cut", "event_without_name", "event_without_time", "not_a_moment"),
    *("time_mixed", "two_zones", "unknown_zone", "empty", "out_of_order", "no_end", "double_case"),
    *("ends_before_it_begins", "not_xml", "wrong_letters", "with_document_type", "not_xes", "too_deep"),
    *("event_outside_case", "not_json", "not_ocel", "unknown_object", "unknown_case_type"),
    *("unknown_column", "no_column", "row_too_short", "row_without_case"),
)


def test_the_size_is_told_where_it_is_known() -> None:
    plain, unpacked = refused(GOOD, most_bytes=100), refused(packed(GOOD * 100), most_bytes=10_000)
    assert plain.args == {"limit_bytes": 100, "size_bytes": len(GOOD)}
    assert "size_bytes" not in unpacked.args
    assert isinstance(plain, Problem)
