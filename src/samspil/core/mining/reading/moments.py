"""Moments as logs write them, read a batch at a time.

Nearly every log writes all its moments alike, in ISO 8601: a batch of those is read as one matrix of digits.
What is written otherwise is read one by one, and what cannot be read is told by its place in the batch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np

from samspil.core.mining.log import HOUR, Integers

NO_ZONE: Final = -32768  # in the place of the minutes from UTC
_MINUTE: Final = 60_000
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 – local times are counted from it, whatever the zone
_MILLISECOND: Final = timedelta(milliseconds=1)
_MOST_MINUTES: Final = 14 * 60
_DAYS_BEFORE: Final = np.array([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334])
_ISO = re.compile(
    rb"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*"
    rb"(Z|z|UTC|[+-]\d\d:?(?:\d\d)?)?"
)
_DAY_FIRST = re.compile(
    rb"(\d{1,2})[-./](\d{1,2})[-./](\d{4})"
    rb"(?:[T ,]+(?:kl\.? )?(\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?)?()"
)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """A batch: milliseconds since 1970 by the clock that wrote them, and that clock's minutes from UTC."""

    local: Integers  # int64
    minutes: Integers  # int32; NO_ZONE where none is written
    unreadable: int | None = None  # the place of the first that is no moment


def read_moments(texts: Sequence[bytes]) -> Moments:
    """Each text as a moment.

    Days may be written ``2026-11-23`` or, as in Danish, ``23-11-2026``, ``23.11.2026``, ``23/11/2026``: where
    the year stands last, the day stands first. What is finer than a millisecond is cut off.

    >>> found = read_moments([b"1970-01-02T00:00:00.5+01:00", b"02-01-1970 00:00"])
    >>> found.local.tolist(), found.minutes.tolist()
    ([86400500, 86400000], [60, -32768])
    """
    local, minutes = np.zeros(len(texts), dtype=np.int64), np.full(len(texts), NO_ZONE, dtype=np.int32)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    for length in np.unique(lengths).tolist():
        places = np.flatnonzero(lengths == length)
        chosen = texts if len(places) == len(texts) else [texts[at] for at in places.tolist()]
        if not _read_alike(chosen, length, places, (local, minutes)):
            for at, text in zip(places.tolist(), chosen, strict=True):
                read = _read_one(text)
                if read is None:
                    return Moments(local, minutes, at)
                local[at], minutes[at] = read
    return Moments(local, minutes)


def _read_alike(
    texts: Sequence[bytes], length: int, places: Integers, out: tuple[Integers, Integers]
) -> bool:
    """Read texts of one length if all are written as the first of them; whether they were."""
    shape = _ISO.fullmatch(texts[0])
    if shape is None or shape[6] is None:
        return False
    signs = np.frombuffer(b"".join(texts), dtype=np.uint8).reshape(len(texts), length)
    like = np.frombuffer(texts[0], dtype=np.uint8)
    is_digit = (like >= ord("0")) & (like <= ord("9"))
    digits = signs[:, is_digit] - ord("0")  # below nought they wrap round and are large
    fixed = ~is_digit
    zone_at = shape.start(8)
    if zone_at >= 0 and texts[0][zone_at : zone_at + 1] in b"+-":
        fixed[zone_at] = False
        if not np.isin(signs[:, zone_at], (ord("+"), ord("-"))).all():
            return False
    if (digits > 9).any() or (signs[:, fixed] != like[fixed]).any():
        return False
    numbers = _numbers(digits, shape)
    zone = _zone_minutes(digits, signs, shape)
    if not _are_moments(numbers) or (np.abs(zone[zone != NO_ZONE]) > _MOST_MINUTES).any():
        return False
    out[0][places], out[1][places] = _milliseconds(numbers), zone
    return True


def _numbers(digits: Integers, shape: re.Match[bytes]) -> list[Integers]:
    """Year, month, day, hour, minute, second and millisecond of each row."""
    wide = digits.astype(np.int64)
    found, at = [], 0
    for width in (4, 2, 2, 2, 2, 2):
        found.append(wide[:, at : at + width] @ (10 ** np.arange(width - 1, -1, -1)))
        at += width
    fraction = len(shape[7] or b"")
    kept = min(fraction, 3)
    found.append(wide[:, at : at + kept] @ (10 ** np.arange(2, 2 - kept, -1)))
    return found


def _zone_minutes(digits: Integers, signs: Integers, shape: re.Match[bytes]) -> Integers:
    zone = shape[8]
    if zone is None:
        return np.full(len(digits), NO_ZONE, dtype=np.int32)
    if zone[:1] not in b"+-":
        return np.zeros(len(digits), dtype=np.int32)
    count = sum(sign in b"0123456789" for sign in zone)
    told = digits[:, -count:].astype(np.int32)
    minutes = told[:, 0] * 600 + told[:, 1] * 60
    if count == 4:  # what is no minute of an hour becomes more than any zone has
        minutes += np.where(told[:, 2] < 6, told[:, 2] * 10 + told[:, 3], 2 * _MOST_MINUTES)
    signed: Integers = np.where(signs[:, shape.start(8)] == ord("-"), -minutes, minutes).astype(np.int32)
    return signed


def _are_moments(numbers: list[Integers]) -> bool:
    year, month, day, hour, minute, second, _ = numbers
    if not (((month >= 1) & (month <= 12) & (day >= 1) & (year >= 1)).all() and (hour < 24).all()):
        return False
    lengths = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[month - 1]
    return bool(
        (day <= lengths + ((month == 2) & _is_leap(year))).all() and (np.maximum(minute, second) < 60).all()
    )


def _is_leap(year: Integers) -> Integers:
    is_leap: Integers = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    return is_leap


def _milliseconds(numbers: list[Integers]) -> Integers:
    year, month, day, hour, minute, second, part = numbers
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400 - 719162
    days += _DAYS_BEFORE[month - 1] + day - 1 + ((month > 2) & _is_leap(year))
    found: Integers = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + part
    return found


def _read_one(text: bytes) -> tuple[int, int] | None:
    said = text.strip()
    found = _ISO.fullmatch(said)
    year, month, day = 1, 2, 3
    if found is None:
        found = _DAY_FIRST.fullmatch(said)
        year, month, day = 3, 2, 1
    if found is None:
        return None
    try:
        day_told = date(int(found[year]), int(found[month]), int(found[day]))
        hour, minute, second = (int(found[part] or 0) for part in (4, 5, 6))
        moment = datetime.combine(day_told, time(hour, minute, second))
    except ValueError:
        return None
    minutes = _offset(found[8])
    if minutes is None:
        return None
    return (moment - _EPOCH) // _MILLISECOND + int(((found[7] or b"") + b"000")[:3]), minutes


def _offset(zone: bytes | None) -> int | None:
    if not zone:
        return NO_ZONE
    if zone[:1] not in b"+-":
        return 0
    numbers = zone[1:].replace(b":", b"")
    minutes = int(numbers[:2]) * 60 + int(numbers[2:] or 0)
    if minutes > _MOST_MINUTES or int(numbers[2:] or 0) > 59:
        return None
    return -minutes if zone.startswith(b"-") else minutes


def in_utc(local: Integers, zone: str) -> Integers:
    """Local moments by the clock of a zone. An hour that comes twice is the first one.

    >>> in_utc(np.array([0]), "Europe/Copenhagen").tolist()
    [-3600000]
    """
    hours, place = np.unique(local // HOUR, return_inverse=True)
    clock = ZoneInfo(zone)
    shifts = [_shift_of((_EPOCH + timedelta(hours=hour)).replace(tzinfo=clock)) for hour in hours.tolist()]
    return local - np.array(shifts, dtype=np.int64)[place]


def _shift_of(moment: datetime) -> int:
    shift = moment.utcoffset()
    assert shift is not None, "a zone knows how far it is from UTC"
    return shift // _MILLISECOND


def in_zone(at: Integers, zone: str) -> Integers:
    """Moments in UTC as the clock of a zone shows them, in milliseconds since it showed 1970.

    >>> in_zone(np.array([-3600000]), "Europe/Copenhagen").tolist()
    [0]
    """
    hours, place = np.unique(at // HOUR, return_inverse=True)
    clock = ZoneInfo(zone)
    shifts = [
        _shift_of((_EPOCH + timedelta(hours=hour)).replace(tzinfo=UTC).astimezone(clock))
        for hour in hours.tolist()
    ]
    return at + np.array(shifts, dtype=np.int64)[place]
