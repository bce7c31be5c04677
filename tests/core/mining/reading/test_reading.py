"""The same log, however it is written, is the same whole numbers."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.mining.logs import CASE, HEAD, case, event, file_of, packed, read, xes

from samspil.core.errors import ProblemsError
from samspil.core.mining.log import NOBODY
from samspil.core.mining.reading import clocked, csv_rows, xes_elements
from samspil.core.mining.reading import xes as plain_xes
from samspil.core.mining.reading.files import How, LogFile, pieces
from samspil.core.mining.reading.moments import NO_ZONE, in_utc, in_zone, read_moments

NINE = int(datetime(2026, 1, 5, 8, tzinfo=UTC).timestamp()) * 1000  # nine o'clock in Copenhagen
TWO_DAYS = 2 * 24 * 3600 * 1000
OCEL: dict[str, Any] = {
    "objectTypes": [],
    "events": [
        {
            "id": "e1",
            "type": "Modtaget",
            "time": "2026-01-05T08:00:00Z",
            "relationships": [
                {"objectId": "sag-1", "qualifier": "subject"},
                {"objectId": "Anna", "qualifier": "actor"},
            ],
        },
        {
            "id": "e2",
            "type": "Afgjort",
            "time": "2026-01-07T08:00:00Z",
            "relationships": [{"objectId": "sag-1", "qualifier": "subject"}],
        },
        {"id": "e3", "type": "Åbent hus", "time": "2026-01-07T08:00:00Z", "relationships": []},
    ],
    "objects": [{"id": "sag-1", "type": "matter"}, {"id": "Anna", "type": "actor"}],
}
LIST = """Sagsnr.;Aktivitet;Tidspunkt;Medarbejder
sag-1;Afgjort;07-01-2026 09:00;
sag-1;Modtaget;5.1.2026 kl. 09.00;Anna
"""
THE_SAME = {
    "xes": xes(CASE),
    "xes packed": packed(xes(CASE)),
    "xes packed in two": packed(xes(CASE)[:200]) + packed(xes(CASE)[200:]) + b"\0" * 20,
    "xes with a mark": b"\xef\xbb\xbf" + xes(CASE),
    "xes in UTF-16": xes(CASE).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    "xes with a prefix": xes(CASE).replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?"),
    "xes with comments": xes(CASE).replace(b"</trace>", b"<!-- </trace><trace> --></trace>"),
    "xes in single quotes": xes(CASE).replace(b'"', b"'"),
    "xes with the value first": xes(CASE).replace(
        b'key="concept:name" value="Modtaget"', b'value="Modtaget" key="concept:name"'
    ),
    "xes with attributes inside": xes(CASE).replace(
        b'<string key="org:resource" value="Anna"/>',
        b'<string key="x" value="y"><string key="concept:name" value="Bedrag"/></string>'
        b'<string key="org:resource" value="Anna"/>',
    ),
    "xes in lines of another system": xes(CASE).replace(b"\n", b"\r\n"),
    "xes in universal time": xes(CASE).replace(b"09:00:00+01:00", b"08:00:00Z"),
    "xes with whole hours for a zone": xes(CASE).replace(b"+01:00", b"+01"),
    "xes with words between events": xes(CASE).replace(b"</event>\n<event>", b"</event>og\n<event>"),
    "ocel": json.dumps(OCEL).encode(),
    "ocel that names its types, and who did it as an attribute": json.dumps(
        {
            **OCEL,
            "objectTypes": [{"name": "matter", "attributes": []}],
            "events": [
                {**OCEL["events"][0], "relationships": OCEL["events"][1]["relationships"]}
                | {"attributes": [{"name": "kanal", "value": "brev"}, {"name": "resource", "value": "Anna"}]},
                *OCEL["events"][1:],
            ],
        }
    ).encode(),
    "csv with empty lines": LIST.replace("\n", "\n\n").encode(),
    "csv": LIST.encode(),
    "csv in Windows-1252": LIST.encode("cp1252"),
    "csv in UTF-16": LIST.encode("utf-16"),
    "csv with commas": LIST.replace(";", ",").encode(),
}


@pytest.mark.parametrize("how", THE_SAME)
def test_a_log_is_the_same_however_it_is_written(how: str) -> None:
    log = read(THE_SAME[how]).log
    assert [log.activities[one] for one in log.activity] == ["Modtaget", "Afgjort"]
    assert log.at.tolist() == [NINE, NINE + TWO_DAYS]
    assert (log.cases, log.resources, log.starts.tolist()) == (("sag-1",), ("Anna",), [0, 2])
    assert log.resource.tolist() == [0, NOBODY]
    assert not log.says_begun


def test_what_was_taken_for_what_is_told() -> None:
    found = read(THE_SAME["csv"])
    assert found.columns == {
        "case": "Sagsnr.",
        "activity": "Aktivitet",
        "at": "Tidspunkt",
        "resource": "Medarbejder",
    }
    assert (found.sort, found.writes_zones) == ("csv", False)
    objects = read(THE_SAME["ocel"])
    assert (objects.case_type, objects.left_out.without_case) == ("matter", 1)
    assert read(THE_SAME["ocel"], case_type="actor").log.cases == ("Anna",)


def test_a_heading_that_is_said_goes_before_one_that_is_guessed() -> None:
    text = b"case;activity;time;approved\n1;In;2026-01-05;2026-01-09\n"
    assert read(text, columns={"at": "approved"}).columns["at"] == "approved"


def test_a_beginning_and_its_end_are_one_event() -> None:
    def told(transition: str) -> str:
        return f'<string key="lifecycle:transition" value="{transition}"/>'

    found = read(
        xes(
            case(
                "a",
                event("X", "2026-01-05T09:00:00+01:00", told("start")),
                event("X", "2026-01-05T10:00:00+01:00", told("START")),
                event("X", "2026-01-05T11:00:00+01:00", told("schedule")),
                event("X", "2026-01-05T12:00:00+01:00", told("complete")),
                event("X", "2026-01-05T13:00:00+01:00", told("complete")),
            )
        )
    )
    hour = 3_600_000
    assert (found.log.begun - NINE).tolist() == [0, hour]
    assert (found.log.at - NINE).tolist() == [3 * hour, 4 * hour]
    assert found.log.says_begun
    assert found.left_out.other_transitions == 1


def test_what_is_not_in_order_or_not_over_comes_in_when_one_says_so() -> None:
    late, early = event("B", "2026-01-06T09:00:00+01:00"), event("A", "2026-01-05T09:00:00+01:00")
    log = read(xes(case("a", late, early)), by_time=True).log
    assert [log.activities[one] for one in log.activity] == ["A", "B"]
    rows = b"case;activity;start;end\n1;A;2026-01-05 09:00;\n1;B;2026-01-05 09:00;2026-01-05 10:00\n"
    found = read(rows, leaves_out_unfinished=True)
    assert (found.log.events, found.left_out.unfinished) == (1, 1)


def test_two_zones_come_in_when_one_says_whose_clock_to_go_by() -> None:
    events = (event("A", "2026-01-05T09:00:00+01:00"), event("B", "2026-01-05T09:00:00-05:00"))
    log = read(xes(case("a", *events)), says_zone=True, zone="Europe/Oslo").log
    assert np.diff(log.at).tolist() == [6 * 3_600_000]
    assert log.zone == "Europe/Oslo"


def test_summer_time_is_no_second_zone() -> None:
    events = (event("A", "2026-01-05T09:00:00+01:00"), event("B", "2026-07-05T09:00:00+02:00"))
    assert read(xes(case("a", *events))).log.events == 2


# --- The quick way and the one that goes element by element are held against each other.

_SAID = st.text("ab<>&'\"= æ\n", max_size=8)


def _quoted(text: str, single: bool) -> str:
    said = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "&#10;")
    return f"'{said.replace(chr(39), '&apos;')}'" if single else f'"{said.replace(chr(34), "&quot;")}"'


@st.composite
def attribute(draw: st.DrawFn, key: str, value: str) -> str:
    told = [f"key={_quoted(key, draw(st.booleans()))}", f"value={_quoted(value, draw(st.booleans()))}"]
    between = draw(st.sampled_from([" ", "  ", "\n", "\t"]))
    inner = draw(st.sampled_from(["", "", '<string key="concept:name" value="no"/>', "<values/>"]))
    tag = f"string{between}{between.join(draw(st.permutations(told)))}"
    return f"<{tag}>{inner}</string>" if inner else f"<{tag}{draw(st.sampled_from(['', ' ']))}/>"


@st.composite
def any_event(draw: st.DrawFn) -> str:
    keys = {
        "concept:name": draw(st.sampled_from(["A", "B & C", 'x key="concept:name" value="y'])),
        "time:timestamp": "2026-01-05T09:00:00+01:00",
        "org:resource": draw(_SAID),
        "other": draw(_SAID),
    }
    told = [draw(attribute(key, value)) for key, value in keys.items()]
    remark = draw(st.sampled_from(["", "", "", "<!-- <event> </trace> -->", "<?x <event>?>"]))
    return (
        f"<event>{remark}{''.join(draw(st.permutations(told)))}</event>{draw(st.sampled_from(['', chr(10)]))}"
    )


@given(
    st.lists(st.lists(any_event(), min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from(["", "<!-- <trace> -->", "<global><string key='concept:name' value='z'/></global>"]),
)
def test_cutting_out_and_reading_element_by_element_agree(traces: list[list[str]], head: str) -> None:
    cases = "".join(case(f"c{at}", *events) for at, events in enumerate(traces))
    data = (HEAD + head + cases + "</log>").encode()
    file, how = file_of(data), How()
    slowly = xes_elements.gather(file, how).finish("xes").log
    assert plain_xes.read_xes(file, how).log.same_as(slowly)
    assert len(slowly.cases) == len(traces)


def test_a_log_as_tools_write_it_goes_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the test above compares a way with itself."""
    monkeypatch.setattr(xes_elements, "gather", lambda *_: pytest.fail("read element by element"))
    assert read(xes(CASE)).log.events == 2


def test_a_file_that_comes_in_small_pieces_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: read(data).log for name, data in THE_SAME.items()}
    monkeypatch.setattr("samspil.core.mining.reading.files._PIECE", 7)
    assert all(read(data).log.same_as(whole[name]) for name, data in THE_SAME.items())


def test_nothing_is_held_open() -> None:
    made: list[io.BytesIO] = []

    def opening() -> io.BytesIO:
        made.append(io.BytesIO(xes(CASE)[:300]))
        return made[-1]

    with pytest.raises(ProblemsError):
        list(pieces(LogFile("a", opening), 10))
    assert [one.closed for one in made] == [True]


# --- Moments.

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORMS = {
    "%Y-%m-%dT%H:%M:%S.%f+02:00": 120,
    "%Y-%m-%d %H:%M:%SZ": 0,
    "%d-%m-%Y %H:%M:%S": NO_ZONE,
    "%Y-%m-%dT%H:%M:%S-0330": -210,
}
_MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.lists(_MOMENTS, min_size=1, max_size=5), st.sampled_from(sorted(FORMS)))
def test_moments_are_those_that_python_reads(moments: list[datetime], form: str) -> None:
    found = read_moments([one.strftime(form).encode() for one in moments])
    exact = [one if "%f" in form else one.replace(microsecond=0) for one in moments]
    assert found.local.tolist() == [(one - EPOCH) // timedelta(milliseconds=1) for one in exact]
    assert set(found.minutes.tolist()) == {FORMS[form]}
    assert found.unreadable is None


@pytest.mark.parametrize(
    "text",
    [
        *("2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z"),
        *(
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00+15:00",
            "2026-01-01T00:00:00+01:75",
            "0000-01-01T00:00:00Z",
        ),
        *("2026-01-0aT00:00:00Z", "01-13-2026 00:00", "", "5"),
    ],
)
def test_what_is_no_moment_is_found_among_those_that_are(text: str) -> None:
    good = b"2026-01-01T00:00:00Z"
    assert read_moments([good, good, text.encode(), good]).unreadable == 2


def test_an_hour_that_comes_twice_is_the_first_and_one_that_never_comes_is_passed_over() -> None:
    twice = int(datetime(2026, 10, 25, 2, 30, tzinfo=UTC).timestamp()) * 1000
    assert in_utc(np.array([twice]), "Europe/Copenhagen").tolist() == [twice - 2 * 3_600_000]
    assert in_zone(np.array([twice - 2 * 3_600_000]), "Europe/Copenhagen").tolist() == [twice]


def test_cases_can_be_taken_out() -> None:
    log = read(xes(CASE, case("b", event("In", "2026-01-05T09:00:00+01:00")))).log
    assert log.of_cases(np.array([1, 0])).cases == ("b", "sag-1")
    assert log.of_cases(np.array([0, 1])).same_as(log)
    assert not replace(log, zone="UTC").same_as(log)


def test_words_between_cases_are_no_part_of_them() -> None:
    both = read(xes(CASE, "og ", CASE.replace("sag-1", "sag-2"))).log
    assert (both.cases, both.events) == (("sag-1", "sag-2"), 4)


def test_a_moment_in_universal_time_is_the_same_however_the_hour_is_set_off() -> None:
    found = read_moments([b"2026-01-05T08:00:00Z", b"2026-01-05 08:00:00Z"])
    assert (found.local.tolist(), found.minutes.tolist()) == ([NINE, NINE], [0, 0])


def test_many_moments_are_read_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clocked, "_AT_ONCE", 1)
    assert read(xes(CASE)).log.at.tolist() == [NINE, NINE + TWO_DAYS]


def test_a_portion_of_rows_that_never_end_is_left_out_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "_AT_ONCE", 1)
    head, whole = "Sag;Aktivitet;Start;Slut", "1;Afgjort;;2026-01-07 09:00"
    found = read("\n".join([head, "1;In;2026-01-05 09:00;", whole, ""]).encode(), leaves_out_unfinished=True)
    assert (found.log.activities, found.left_out.unfinished) == (("Afgjort",), 1)


def test_a_long_list_in_windows_letters_is_read_piece_by_piece() -> None:
    rows = LIST + "".join(f"sag-{number};Åbnet;07-01-2026 09:00;Søren\n" for number in range(2, 30_000))
    log = read(rows.encode("cp1252")).log
    assert (len(log.cases), "Søren" in log.resources) == (29_999, True)


@pytest.mark.parametrize("size", [40, 100, 400])
def test_a_case_may_lie_over_several_pieces(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = xes(CASE, CASE.replace("sag-1", "sag-2"))
    cut = [whole[at : at + size] for at in range(0, len(whole), size)]
    monkeypatch.setattr(plain_xes, "pieces", lambda _file, _most: iter(cut))
    assert read(whole).log.at.tolist() == [NINE, NINE + TWO_DAYS] * 2
