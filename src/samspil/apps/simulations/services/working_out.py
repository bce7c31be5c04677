"""A question worked out: the models with what is changed in them, the workload, and what is left out of it.

Nothing is written here. What needs numpy is imported where it is asked for: pages that ask nothing have none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from samspil import library
from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.governance.selectors.pinned import Files, Pinned, model_from, pinned, todays
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.simulations.selectors.own_matters import own_matters
from samspil.apps.simulations.types import (
    CHANGED,
    IN_STEP,
    MOST_MODELS,
    OWN,
    YEARS,
    ForumChange,
    NewQuestion,
    Rhythm,
)
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.inheritance import Read
from samspil.core.governance.load import GovernanceModel

if TYPE_CHECKING:
    from samspil.core.simulation.workload.shared import Shared

# Which workload says what nobody has counted, by what an organisation is.
BASES: Final = {OrganisationKind.ASSOCIATION: "association", OrganisationKind.MUNICIPALITY: "purchases"}
ASSUMED: Final = "assumed"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A question with all that its answer is made of: plain data to be kept, and the models to be played."""

    new: NewQuestion
    inputs: Data
    files: Data
    shared: Shared


def work_out(new: NewQuestion, *, acting: Acting, at: datetime) -> WorkedOut:
    """Find the models and the workload, and what of it all of them know.

    Raises:
        NotFoundError: a model that is not there.
        RefusedError: ``too_many_models_to_try``, ``no_model_to_try``, ``no_such_forum_to_change``,
            ``years_to_try``, ``nothing_came_to_count``, ``nothing_alike_to_try``; or the first fault of a
            model.
    """
    if new.years not in YEARS:
        raise RefusedError(Problem("years_to_try", {"years": new.years}))
    if not new.models:
        raise RefusedError(Problem("no_model_to_try"))
    if len(new.models) + bool(new.changes) > MOST_MODELS:
        raise RefusedError(Problem("too_many_models_to_try", {"most": MOST_MODELS}))
    try:
        return _work_out(new, acting, at)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error


def _work_out(new: NewQuestion, acting: Acting, at: datetime) -> WorkedOut:
    from samspil.core.simulation.workload.shared import share  # noqa: PLC0415 – numpy

    on = timezone.localdate(at)
    found = [pinned(acting, ref) for ref in dict.fromkeys(new.models)]
    today = todays(acting.organisation_id, on)
    told = [_model(one, "today" if one.ref == today else "") for one in found]
    files: list[Data] = [{"key": one.model.key, "files": _plain(one.files)} for one in found]
    workload, counted = _workload(new.workload, acting, [one.model for one in found], at)
    models = [one.model for one in found]
    if new.changes:
        changed = changed_model(found[0].model, found[0].files, new.changes, _starts(workload, models))
        models.insert(1, changed)
        told.insert(1, {**told[0], "sort": CHANGED, "digest": changed.digest, "changes": _changes(new)})
        files.insert(1, files[0])
    shared = share(models, workload)
    if not shared.cases:
        raise RefusedError(Problem("nothing_alike_to_try"))
    inputs = {
        "models": told,
        "workload_key": new.workload,
        "sources": _sources(workload),
        "counted": counted,
        "left_out": [list(one) for one in dict.fromkeys(shared.left_out)],
        "assumed": [list(one) for one in shared.assumed],
    }
    # As text: by the order of what comes each matter is known, and some databases order keys anew.
    kept = {"models": files, "workload": json.dumps(workload, ensure_ascii=False)}
    return WorkedOut(new, inputs, kept, shared)


def _model(one: Pinned, sort: str) -> Data:
    """What must be known of a model to tell of it without reading it again."""
    spec = one.model.spec
    return {
        "ref": one.ref,
        "sort": sort,
        "key": one.model.key,
        "number": spec.version,
        "digest": one.model.digest,
        "name": spec.name.model_dump(),
        "kinds": {key: kind.name.model_dump() for key, kind in spec.kinds.items()},
        "forums": {key: forum.name.model_dump() for key, forum in spec.forums.items()},
        "roles": {key: role.name.model_dump() for key, role in spec.roles.items()},
        "changes": [],
    }


def _sources(workload: Any) -> dict[str, int]:
    """How many parts of a workload say where they are from, and how many of them are assumed."""
    found = {ASSUMED: 0, "all": 0}
    parts = workload.values() if isinstance(workload, dict) else workload
    if isinstance(workload, dict) and isinstance(workload.get("source"), str):
        found = {ASSUMED: int(workload["source"] == ASSUMED), "all": 1}
    for part in parts:
        if isinstance(part, dict | list):
            inside = _sources(part)
            found = {name: count + inside[name] for name, count in found.items()}
    return found


def _changes(new: NewQuestion) -> list[Data]:
    return [
        {
            "forum": one.forum,
            "rhythm": one.rhythm.value if one.rhythm else "",
            "agenda": one.agenda,
            "papers": one.papers,
        }
        for one in new.changes
    ]


def changed_model(
    model: GovernanceModel,
    files: Files,
    changes: Sequence[ForumChange],
    on: date,
    more: Sequence[tuple[str, str]] = (),
) -> GovernanceModel:
    """A model in which forums meet otherwise, and with more that is changed: where, and what it is instead.

    Raises:
        RefusedError: ``no_such_forum_to_change``.
        ProblemsError: what is wrong with a model so changed.
    """
    from samspil.core.simulation.changing import Change, with_changes  # noqa: PLC0415 – numpy
    from samspil.core.simulation.rhythms import changes_of_forum  # noqa: PLC0415

    found: list[str | Change] = []
    for one in changes:
        if one.forum not in model.spec.forums:
            raise RefusedError(Problem("no_such_forum_to_change", {"forum": one.forum}))
        rhythm = one.rhythm.value if one.rhythm else ""
        found.extend(changes_of_forum(model, one.forum, rhythm=rhythm, agenda=one.agenda, papers=one.papers))
    found.extend(Change(*one) for one in more)
    return with_changes(model, reading(files), found, on)


def reading(files: Files) -> Read:
    """What gives a model's files by key: those that were kept, else those that ship."""
    return lambda key: _bytes(key, files)


def _bytes(key: str, files: Files) -> Mapping[str, bytes]:
    if key not in files:
        return library.model_files(key)
    return {name: text.encode() for name, text in files[key].items()}


def _plain(files: Files) -> Data:
    return {key: dict(texts) for key, texts in files.items()}


def _starts(workload: Mapping[str, Any], models: Sequence[GovernanceModel]) -> date:
    return max(date.fromisoformat(str(workload["starts"])), *(one.spec.valid_from for one in models))


def _workload(
    key: str, acting: Acting, models: Sequence[GovernanceModel], at: datetime
) -> tuple[Mapping[str, Any], Data]:
    """What the models are tried with as a workload says it, and what in it was counted."""
    if key != OWN:
        if key not in library.shipped_workloads():
            raise RefusedError(Problem("no_such_workload", {"workload": key}))
        return shipped_workload(key), {}
    from samspil.core.simulation.workload.counted import count  # noqa: PLC0415 – numpy

    own = own_matters(acting.organisation_id, at)
    if not own.walked:
        raise RefusedError(Problem("nothing_came_to_count"))
    known = [*models_on(acting.organisation_id, timezone.localdate(at)), *models]
    base = shipped_workload(BASES[acting.organisation_kind])
    found = count(known, base, own.seen(), own.stayed(), (own.since, own.until))
    return found.written, {
        "since": own.since.isoformat(),
        "until": own.until.isoformat(),
        "matters": dict(found.matters),
        "steps": [[route, step, times] for (route, step), times in sorted(found.steps.items())],
    }


def shipped_workload(key: str) -> Mapping[str, Any]:
    """A workload that ships, as its file says it."""
    from samspil.core.simulation.workload.reading import read_workload  # noqa: PLC0415 – numpy

    found: Mapping[str, Any] = read_workload(library.workload_file(key), f"{key}.yaml").document.value
    return found


def shared_again(inputs: Mapping[str, Any], files: Mapping[str, Any]) -> Shared:
    """The same models and workload as when it was asked, of what was kept.

    Raises:
        ProblemsError: this version of Samspil no longer takes what was kept.
    """
    from samspil.core.simulation.workload.shared import share  # noqa: PLC0415 – numpy

    models, workload = models_again(inputs, files)
    return share(models, workload)


def models_again(
    inputs: Mapping[str, Any], files: Mapping[str, Any]
) -> tuple[list[GovernanceModel], Mapping[str, Any]]:
    """The models as they were tried, and the workload as it is written, of what was kept.

    Raises:
        ProblemsError: this version of Samspil no longer takes what was kept.
    """
    workload = json.loads(files["workload"])
    as_is = [model_from(one["key"], one["files"]) for one in files["models"]]
    on = _starts(
        workload, [model for model, told in zip(as_is, inputs["models"], strict=True) if is_as_is(told)]
    )
    found = [
        model
        if is_as_is(told)
        else changed_model(model, kept["files"], forum_changes(told["changes"]), on, told.get("set", ()))
        for model, kept, told in zip(as_is, files["models"], inputs["models"], strict=True)
    ]
    return found, workload


def kept_model(files: Mapping[str, Any], of: int) -> GovernanceModel:
    """One of the models that were kept, with nothing changed in it.

    Raises:
        ProblemsError: this version of Samspil no longer takes what was kept.
    """
    kept = files["models"][of]
    return model_from(kept["key"], kept["files"])


def is_as_is(told: Mapping[str, Any]) -> bool:
    """Whether a model of a question was tried as it stands, with nothing changed."""
    return told["sort"] not in (CHANGED, IN_STEP)


def forum_changes(kept: Sequence[Mapping[str, Any]]) -> tuple[ForumChange, ...]:
    """Changes as they were kept."""
    return tuple(
        ForumChange(
            one["forum"], Rhythm(one["rhythm"]) if one["rhythm"] else None, one["agenda"], one["papers"]
        )
        for one in kept
    )
