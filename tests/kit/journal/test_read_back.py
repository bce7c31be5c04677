"""What the journal writes for process mining, `samspil log` reads: the same facts, whichever the format."""

import json

import pytest
from tests.core.mining.logs import read

from samspil.core.mining.forums import Forum, days_seen, meetings_on
from samspil.core.mining.metrics import lead_times
from samspil.core.mining.replay import put_together, take_apart
from samspil.kit.journal import exports
from samspil.kit.journal.exports import Source
from samspil.kit.journal.tables import Line

DAY = 24 * 3_600_000


def line(number: int, at: str, action: str, matter: str, **facts: str) -> Line:
    told = json.dumps(facts, ensure_ascii=False)
    return Line("101", number, at, "Søren & Bo", action, "matter", matter, told, "", "")


LINES = [
    line(
        1, "2026-01-05T08:00:00.000000+00:00", "matter.registered", "sag-1", title='Ny "løsning" <til> drift'
    ),
    line(2, "2026-01-27T15:00:00.000000+00:00", "matter.decided", "sag-1", meeting="møde-1"),
    line(3, "2026-01-06T08:00:00.123456+00:00", "matter.registered", "sag-2"),
    line(4, "2026-02-24T15:00:00.000000+00:00", "matter.decided", "sag-2", meeting="møde-2"),
]


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_what_is_written_is_read_as_it_was(form: str) -> None:
    source = Source("101", "København", is_example=False, read=lambda: LINES, related={"meeting": "meeting"})
    how = {"case_type": "matter"} if form == "ocel" else {}
    log = read("".join(getattr(exports, form)(source)).encode(), **how).log
    names = [name.removeprefix("matter:") for name in log.cases]
    assert names == ["sag-1", "sag-2"]
    assert log.activities == ("matter.registered", "matter.decided")
    assert {name.removeprefix("actor:") for name in log.resources} == {"Søren & Bo"}
    assert lead_times(log).tolist() == [22 * DAY + 7 * 3_600_000, 49 * DAY + 7 * 3_600_000 - 123]


def test_our_own_journal_is_given_back_by_replay() -> None:
    source = Source("101", "København", is_example=False, read=lambda: LINES)
    log = read("".join(exports.xes(source)).encode()).log
    forum = Forum("matter.decided", meetings_on(days_seen(log, "matter.decided"), log.zone))
    assert put_together(take_apart(log, [forum]), [forum]).same_as(log)
