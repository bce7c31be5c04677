"""What is sealed is read with its key, for its purpose and in time, and by nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from samspil.kit import sealing

TOKEN = "hemmelig-noegle"


def test_what_is_sealed_is_read_with_its_key_for_its_purpose_and_in_time(settings: Any) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    sealed = sealing.seal("kitos", TOKEN, now)
    assert TOKEN.encode() not in sealed
    assert sealing.unseal("kitos", sealed, now + hour, hour) == TOKEN
    assert sealing.seal("kitos", TOKEN, now) != sealed
    for purpose, of, at in (
        ("other", sealed, now),
        ("kitos", sealed, now + hour * 2),
        ("kitos", sealed[:-4] + b"AAA=", now),
        ("kitos", b"", now),
    ):
        with pytest.raises(sealing.SealBrokenError):
            sealing.unseal(purpose, of, at, hour)
    settings.SECRET_KEY = "another"
    with pytest.raises(sealing.SealBrokenError):
        sealing.unseal("kitos", sealed, now, hour)
