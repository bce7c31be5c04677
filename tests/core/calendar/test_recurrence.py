from __future__ import annotations

from datetime import date, datetime

import dateutil.rrule as dateutil_module
import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from samspil.core.calendar import read_recurrence
from samspil.core.errors import ProblemsError

YEAR_2026 = datetime.fromisoformat("2026-01-01T16:00:00")


def days(rule: str, starts: str, years: range) -> list[str]:
    recurrence = read_recurrence(rule, datetime.fromisoformat(f"{starts}T09:00:00"))
    return [f"{day:%y%m%d}" for year in years for day in recurrence.days_of(year)]


@pytest.mark.parametrize(
    ("starts", "rule", "expected"),
    [
        (
            "1997-09-05",
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            "970905 971003 971107 971205 980102 980206 980306 980403 980501 980605",
        ),
        (
            "1997-09-05",
            "FREQ=MONTHLY;UNTIL=19971224T000000;BYDAY=1FR",
            "970905 971003 971107 971205",
        ),
        ("1997-09-22", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "970922 971020 971117 971222 980119 980216"),
        ("1997-05-19", "FREQ=YEARLY;BYDAY=20MO;COUNT=3", "970519 980518 990517"),
        ("1997-05-12", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "970512 980511 990517"),
        ("1997-09-02", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5", "980213 980313 981113 990813 001013"),
        (
            "1996-11-05",
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
            "961105 001107 041102",
        ),
        ("1997-09-04", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "970904 971007 971106"),
        ("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "970805 970810 970819 970824"),
        ("1997-08-05", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "970805 970817 970819 970831"),
        (
            "1997-01-01",
            "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
            "970101 970410 970719 000101 000409 000718 030101 030410 030719 060101",
        ),
        ("2007-01-15", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "070115 070130 070215 070315 070330"),
        ("1997-09-02", "FREQ=DAILY;INTERVAL=10;COUNT=5", "970902 970912 970922 971002 971012"),
        ("1997-09-28", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=6", "970928 971029 971128 971229 980129 980226"),
    ],
)
def test_the_examples_of_rfc_5545_give_its_days(starts: str, rule: str, expected: str) -> None:
    """RFC 5545 §3.8.5.3; where it says "forever", its listed days are counted, and UNTIL is told locally."""
    assert days(rule, starts, range(1996, 2008)) == expected.split()


def test_the_fifth_wednesday_of_february_comes_when_a_leap_year_starts_one() -> None:
    """29 February was a Wednesday in 2012 and is next in 2040."""
    assert days("FREQ=YEARLY;BYMONTH=2;BYDAY=5WE", "2000-01-01", range(2000, 2041)) == ["120229", "400229"]


@pytest.mark.parametrize(("until", "expected"), [("20260107T160000", 1), ("20260107T155959", 0)])
def test_until_is_the_last_moment_that_may_begin(until: str, expected: int) -> None:
    rule = read_recurrence(f"FREQ=MONTHLY;BYDAY=1WE;UNTIL={until}", YEAR_2026)
    assert len(list(rule.days_of(2026))) == expected


def test_a_rule_may_be_written_in_small_letters() -> None:
    assert days("freq=monthly;byday=1we;count=1", "2026-01-01", range(2026, 2027)) == ["260107"]


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("", "="),
        ("every Wednesday", "EVERY WEDNESDAY="),
        ("FREQ=MONTHLY;", "="),
        ("FREQ=MONTHLY;BYDAY", "BYDAY="),
        ("FREQ=MONTHLY;FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY"),
        ("BYDAY=WE", "BYDAY=WE"),
        ("INTERVAL=2", "INTERVAL=2"),
        ("FREQ=WEEKLY;WKST=XX", "WKST=XX"),
        ("FREQ=WEEKLY;X=1", "X=1"),
        ("FREQ=WEEKLY;BYHOUR=9,10", "BYHOUR=9,10"),
        ("FREQ=YEARLY;BYEASTER=1", "BYEASTER=1"),
        ("DTSTART:20200101T000000\nRRULE:FREQ=DAILY", "DTSTART:20200101T000000\nRRULE:FREQ=DAILY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"),
        ("FREQ=DAILY;INTERVAL=401", "INTERVAL=401"),
        ("FREQ=DAILY;INTERVAL=1,2", "INTERVAL=1,2"),
        ("FREQ=DAILY;INTERVAL=99999999999999999999", "INTERVAL=99999999999999999999"),
        ("FREQ=DAILY;INTERVAL=²", "INTERVAL=²"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0"),
        ("FREQ=DAILY;COUNT=10001", "COUNT=10001"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,,2", "BYMONTHDAY=1,,2"),
        ("FREQ=MONTHLY;BYMONTHDAY=--1", "BYMONTHDAY=--1"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY=1"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY=1"),
        ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY=367"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO=1"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO=54"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS=1"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS=367"),
        ("FREQ=MONTHLY;BYDAY=6WE", "BYDAY=6WE"),
        ("FREQ=MONTHLY;BYDAY=0WE", "BYDAY=0WE"),
        ("FREQ=MONTHLY;BYDAY=1XX", "BYDAY=1XX"),
        ("FREQ=WEEKLY;BYDAY=1WE", "BYDAY=1WE"),
        ("FREQ=YEARLY;BYDAY=54WE", "BYDAY=54WE"),
        ("FREQ=YEARLY;BYMONTH=2;BYDAY=6WE", "BYDAY=6WE"),
        ("FREQ=YEARLY;BYWEEKNO=2;BYDAY=1WE", "BYDAY=1WE"),
        ("FREQ=WEEKLY;UNTIL=20261231T235959Z", "UNTIL=20261231T235959Z"),
        ("FREQ=WEEKLY;UNTIL=20261231", "UNTIL=20261231"),
        ("FREQ=WEEKLY;UNTIL=20261331T000000", "UNTIL=20261331T000000"),
    ],
)
def test_a_part_that_cannot_be_used_is_named(rule: str, part: str) -> None:
    with pytest.raises(ProblemsError) as refused:
        read_recurrence(rule, YEAR_2026)
    problem = refused.value.problems[0]
    assert (problem.code, problem.args["rule"], problem.args["part"]) == ("bad_recurrence", rule, part)


@pytest.mark.parametrize(
    "rule",
    [
        "WKST=MO",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231T235959",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=6",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2;BYMONTHDAY=5",
        "FREQ=MONTHLY;BYDAY=5WE;BYMONTHDAY=1",
    ],
)
def test_a_rule_whose_parts_contradict_each_other_is_refused_whole_and_soon(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    months = months_looked_at(monkeypatch)
    with pytest.raises(ProblemsError) as refused:
        read_recurrence(rule, YEAR_2026)
    problem = refused.value.problems[0]
    assert (problem.code, problem.args["part"]) == ("bad_recurrence", rule)
    assert len(months) <= 800 * 12 + 1


def months_looked_at(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """`dateutil` lays out each month before it looks for days in it; the list grows by one each time."""
    looked_at: list[object] = []
    lay_out = dateutil_module._iterinfo.rebuild

    def counted(info: dateutil_module._iterinfo, year: int, month: int) -> None:
        looked_at.append((year, month))
        lay_out(info, year, month)

    monkeypatch.setattr("dateutil.rrule._iterinfo.rebuild", counted)
    return looked_at


def test_what_dateutil_lays_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the bound above is not kept by counting nothing."""
    months = months_looked_at(monkeypatch)
    assert list(rrulestr("FREQ=MONTHLY;COUNT=20", dtstart=YEAR_2026))
    assert len(months) >= 19


def test_whether_an_interval_ever_meets_its_month_hangs_on_the_start() -> None:
    rule = "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2;BYMONTHDAY=5"
    assert days(rule, "2026-02-01", range(2026, 2029)) == ["260205", "270205", "280205"]


@pytest.mark.parametrize("frequency", ["HOURLY", "MINUTELY", "SECONDLY"])
def test_meeting_more_often_than_daily_is_too_much(frequency: str) -> None:
    with pytest.raises(ProblemsError) as refused:
        read_recurrence(f"FREQ={frequency}", YEAR_2026)
    problem = refused.value.problems[0]
    rule = f"FREQ={frequency}"
    assert (problem.code, problem.args) == ("too_many_meetings", {"rule": rule, "part": rule})


numbers = st.lists(st.integers(-3, 9), min_size=1, max_size=3).map(lambda some: ",".join(map(str, some)))
weekdays = st.tuples(st.sampled_from(["", "1", "-1", "2", "5"]), st.sampled_from(["MO", "WE", "SU"])).map(
    "".join
)
parts = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])},
    optional={
        "INTERVAL": st.integers(0, 5).map(str),
        "COUNT": st.integers(0, 30).map(str),
        "WKST": st.sampled_from(["MO", "SU"]),
        "BYMONTH": numbers,
        "BYMONTHDAY": numbers,
        "BYYEARDAY": numbers,
        "BYWEEKNO": numbers,
        "BYDAY": st.lists(weekdays, min_size=1, max_size=2).map(",".join),
        "BYSETPOS": numbers,
    },
)
rules = parts.map(lambda some: ";".join(f"{name}={value}" for name, value in some.items()))


def is_refused(rule: str) -> bool:
    """Anything but a problem, such as an IndexError in `dateutil`, goes through."""
    try:
        read_recurrence(rule, YEAR_2026)
    except ProblemsError:
        return True
    return False


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(rules)
def test_a_rule_that_is_accepted_gives_the_days_that_dateutil_gives(rule: str) -> None:
    assume(not is_refused(rule))
    until = datetime.fromisoformat("2031-12-31T23:59:59")
    expected = rrulestr(rule, dtstart=YEAR_2026).between(YEAR_2026, until, inc=True)
    found = read_recurrence(rule, YEAR_2026)
    assert [day for year in range(2026, 2032) for day in found.days_of(year)] == [
        at.date() for at in expected
    ]


@given(st.datetimes(datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2100-12-31")))
def test_every_day_is_found_whatever_the_start(starts: datetime) -> None:
    """A start on 29 February, in the last year of a century or of a cycle, is no different."""
    found = list(read_recurrence("FREQ=DAILY;COUNT=400", starts).days_of(starts.year + 1))
    assert found[0] == date(starts.year + 1, 1, 1)
    assert [day.toordinal() - found[0].toordinal() for day in found] == list(range(len(found)))
    assert found[-1].toordinal() == min(starts.toordinal() + 399, date(starts.year + 1, 12, 31).toordinal())
