"""Small models of queues: one kind of matter through some stages, each by people or by a forum."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from samspil import library
from samspil.core.governance.inheritance import Read
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation.workload.reading import ReadWorkload, read_workload

KEY = "queues"


def texts(name: str) -> dict[str, str]:
    return dict.fromkeys(("da", "en", "nb"), name)


def queues(stages: str, agenda: int = 1000, may_reject: bool = False) -> GovernanceModel:
    """A model with a stage for each letter: ``p`` people, ``f`` a forum."""
    return load(KEY, queue_files(stages, agenda, may_reject), library.municipalities())


def queue_files(stages: str, agenda: int = 1000, may_reject: bool = False) -> Read:
    """Its files, and those of what it builds on."""
    files = {
        "model.yaml": json.dumps(_model(stages, may_reject)).encode(),
        "parameters.yaml": json.dumps(_parameters(agenda)).encode(),
    }

    def read(key: str) -> Mapping[str, bytes]:
        return files if key == KEY else library.model_files(key)

    return read


def _model(stages: str, may_reject: bool) -> dict[str, Any]:
    numbered = list(enumerate(stages))
    return {
        "language": 1,
        "key": KEY,
        "version": "1.0",
        "extends": "common",
        "valid_from": "2016-01-01",
        "name": texts("Kø"),
        "summary": texts("Kø"),
        "source": "assumed",
        "organisation": {"kind": "municipality"},
        "roles": {
            "clerk": _named("Sagsbehandler"),
            **{f"people_{at}": _named(f"Folk {at}") for at, sort in numbered if sort == "p"},
        },
        "forums": {f"forum_{at}": _forum(at) for at, sort in numbered if sort == "f"},
        "kinds": {
            "case": {**_named("Sag"), "route": "way", "brought_by": ["clerk"], "attributes": []},
        },
        "mandates": {
            f"decides_{at}": {
                "who": _who(at, sort),
                "code": "B",
                "kinds": ["case"],
                "scope": "organisation",
                "source": "assumed",
            }
            for at, sort in numbered
        },
        "routes": {
            "way": {
                "name": texts("Vej"),
                "start": "stage_0",
                "steps": {f"stage_{at}": _step(at, sort, len(stages), may_reject) for at, sort in numbered},
                "withdraw": {"by": ["clerk"], "to": "withdrawn"},
                "source": "assumed",
            }
        },
    }


def _named(name: str) -> dict[str, Any]:
    return {"name": texts(name), "source": "assumed"}


def _who(at: int, sort: str) -> dict[str, str]:
    return {"forum": f"forum_{at}"} if sort == "f" else {"role": f"people_{at}"}


def _forum(at: int) -> dict[str, Any]:
    return {
        **_named(f"Forum {at}"),
        "level": "tactical",
        "seats": {"seat": {"role": "clerk", "number": 1, "source": "assumed"}},
        "chair": "seat",
        "calendar": {
            "starts": "2016-01-04T23:59",
            "rule": "FREQ=DAILY",
            "when_closed": "skip",
            "source": "assumed",
        },
        "papers": "no_papers",
        "agenda": "agenda",
        "deciding": {"rule": "one", "quorum": "any", "source": "assumed"},
    }


def _step(at: int, sort: str, stages: int, may_reject: bool) -> dict[str, Any]:
    is_last = at == stages - 1
    outcomes: dict[str, Any] = {"approve": {"to": "approved"}} if is_last else {}
    if not is_last:
        outcomes["recommend"] = {"to": f"stage_{at + 1}"}
    if may_reject and sort == "f":
        outcomes["reject"] = {"to": "rejected"}
    return {
        **_named(f"Trin {at}"),
        "do": "decide",
        "who": _who(at, sort),
        "clock": {"meetings": "next"} if sort == "f" else {"calendar_days": "long"},
        "outcomes": outcomes,
    }


def _parameters(agenda: int) -> dict[str, Any]:
    def value(unit: str, number: object) -> dict[str, Any]:
        return {
            "name": texts("Tal"),
            "unit": unit,
            "values": {"2016-01-01": {"value": number, "source": "assumed"}},
        }

    return {
        "no_papers": value("working_days", 0),
        "agenda": value("count", agenda),
        "next": value("count", 1),
        "long": value("calendar_days", 400),
        "any": value("share", "1/100"),
    }


def load_of(
    per_year: float,
    minutes: Mapping[str, Any],
    people: Mapping[str, int] | None = None,
    warm_up_days: int = 365,
    **more: Any,
) -> ReadWorkload:
    """What comes to such a model around the clock; ``minutes`` says how long each stage of people takes."""
    written = {
        "workload": 1,
        "key": "queues",
        "name": texts("Kø"),
        "summary": texts("Kø"),
        "source": "assumed",
        "starts": "2021-01-01",
        "warm_up_days": warm_up_days,
        "working_day": {"begins_at": 0, "hours": 24, "source": "assumed"},
        "arrivals": {
            "cases": {
                "kind": "case",
                "per_year": f"{per_year:.6f}",
                "around_the_clock": True,
                "source": "assumed",
            }
        },
        "steps": {
            "way": {
                stage: {"takes": {"minutes": spread}, "source": "assumed"}
                for stage, spread in minutes.items()
            }
        },
        "people": {role: {"number": number, "source": "assumed"} for role, number in (people or {}).items()},
        **more,
    }
    return read_workload(json.dumps(written).encode(), "queues.yaml")
