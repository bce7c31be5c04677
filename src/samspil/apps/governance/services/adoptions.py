"""Models are drafted, and adopted by a decision. What is adopted is pinned and never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.adopted import Files, as_bytes, called, resolved
from samspil.apps.governance.editing.writing import written
from samspil.apps.governance.models import AdoptedKind, Decision, Matter, ModelVersion
from samspil.apps.governance.selectors.adoptions import ForumOnDay, forums_on
from samspil.apps.governance.types import RefusedError, VersionState
from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.errors import Problem
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.inheritance import MODEL_FILE
from samspil.core.governance.language.forums import Level
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.load import GovernanceModel
from samspil.kit.journal.recording import By, Told, record

HEAD_OF_DIGITALISATION: Final = "head_of_digitalisation"


@dataclass(frozen=True, slots=True)
class Adoption:
    """From when a version holds, for which kinds of matter (all it has, where none is named), and why."""

    since: date
    kinds: tuple[str, ...] = ()
    reason: str = ""
    decided_by: UUID | None = None


# --- who may ----------------------------------------------------------------------------------------------
def deciding_forum(organisation_id: int, on: date) -> ForumOnDay | None:
    """The top executive forum: the first strategic forum of the models that hold on a day.

    In the models that ship this is a municipality's executive board and an association's board.
    """
    forums = forums_on(organisation_id, on)
    return next((one for one in forums if one.forum.level is Level.STRATEGIC), None)


def may_adopt(acting: Acting, on: date) -> bool:
    """Who may say that a model holds.

    A municipality: the chair or secretary of its top executive forum, or its head of digitalisation. An
    association: the secretary of its top forum, and only on that forum's decision (``adopt`` asks for it).
    Where no model holds yet there is no forum to ask: whoever keeps the organisation up to date begins.
    """
    top = deciding_forum(acting.organisation_id, on)
    if top is None:
        return may_keep(acting) and not forums_on(acting.organisation_id, on)
    if top.forum.secretary in acting.roles:
        return True
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        return False
    return HEAD_OF_DIGITALISATION in acting.roles or _chairs(acting, top, on)


def _chairs(acting: Acting, top: ForumOnDay, on: date) -> bool:
    chairing = {seat.id for seat in seats_on(top.model, top.key, on) if seat.kind == top.forum.chair}
    return any(held.forum == top.key and held.seat in chairing for held in acting.seats)


def may_draft(acting: Acting, on: date) -> bool:
    """Who may prepare a draft, which binds nobody: whoever may adopt, and whoever sits in a forum."""
    return bool(acting.seats) or may_adopt(acting, on)


def refuse_unless_may_draft(acting: Acting, on: date) -> None:
    """Raise ``not_yours_to_draft`` for anybody else."""
    if not may_draft(acting, on):
        raise RefusedError(Problem("not_yours_to_draft"))


@transaction.atomic
def adopt(
    version: ModelVersion, adoption: Adoption, *, acting: Acting, at: datetime, today: date
) -> ModelVersion:
    """Somebody says that a version holds, from today or later.

    Raises:
        ProblemsError: the model has faults.
        RefusedError: who asks may not, the day has passed, the matter named has not decided it, or another
            adoption is planned for a kind, and has first to be called off.
    """
    if not may_adopt(acting, today):
        raise RefusedError(Problem("not_yours_to_adopt"))
    if adoption.since < today:
        raise RefusedError(Problem("adopted_from_the_past", {"day": adoption.since}))
    lacking = lacks_decision_of(acting, adoption.decided_by, today)
    if lacking is not None:
        raise RefusedError(Problem("adoption_not_decided", {"forum": lacking}))
    return adopt_version(version, adoption, By(str(acting.person), at), today)


def lacks_decision_of(acting: Acting, decided_by: UUID | None, on: date) -> str | None:
    """The forum that has not decided it, by its key: in an association the top forum decides on models.

    Elsewhere no matter has to be named.

    Raises:
        RefusedError: the matter that is named was not approved.
    """
    top = deciding_forum(acting.organisation_id, on)
    if acting.organisation_kind is OrganisationKind.ASSOCIATION and top is not None:
        return None if decided_by is not None and _approved_by(acting, decided_by, top.key) else top.key
    if decided_by is not None:
        approved = Matter.objects.filter(
            organisation_id=acting.organisation_id, public_id=decided_by, result=Result.APPROVED.value
        )
        if not approved.exists():
            raise RefusedError(Problem("adoption_matter_not_approved"))
    return None


def lock_versions(organisation_id: int) -> list[ModelVersion]:
    """All versions, kept from others: two who adopt or call off at once come one after the other."""
    return list(ModelVersion.objects.select_for_update().filter(organisation_id=organisation_id))


def _approved_by(acting: Acting, matter: UUID, forum: str) -> bool:
    taken = Decision.objects.filter(
        organisation_id=acting.organisation_id,
        matter__public_id=matter,
        body=f"forum {forum}",
        effect=Effect.APPROVES.value,
        is_taken=True,
    )
    return taken.exists()


# --- drafts and versions ----------------------------------------------------------------------------------
@transaction.atomic
def draft_version(organisation_id: int, key: str, files: Files, by: By, note: str = "") -> ModelVersion:
    """A model that can still be edited; it may have faults."""
    draft = ModelVersion.objects.create(
        organisation_id=organisation_id,
        key=key,
        version="",
        files={name: dict(texts) for name, texts in files.items()},
        state=VersionState.DRAFT.value,
        note=note,
        created_at=by.at,
    )
    told = Told("governance.model.drafted", "model", str(draft.public_id), {"key": key})
    record(organisation_id, [told], by)
    return draft


@transaction.atomic
def adopt_version(
    version: ModelVersion, adoption: Adoption, by: By, today: date | None = None
) -> ModelVersion:
    """Some kinds of matter go by a version from a day; what went before ends the day it begins.

    With ``today`` no adoption that is planned is replaced by another: it is called off first.

    Raises:
        ProblemsError: the model has faults; nothing is adopted.
        RefusedError: a kind already goes by another version from that day or later, or there is none.
    """
    owner = version.organisation_id
    version = next(one for one in lock_versions(owner) if one.pk == version.pk)
    model, files = resolved(version.key, version.files)
    version = _pin(version, model, files, by.at)
    adopted = [kind for kind in model.spec.kinds if not adoption.kinds or kind in adoption.kinds]
    _refuse_overlap(owner, model, adopted, adoption.since, today)
    before = AdoptedKind.objects.filter(organisation_id=owner, kind__in=adopted, valid_to__isnull=True)
    before.update(valid_to=adoption.since)
    AdoptedKind.objects.bulk_create(
        AdoptedKind(
            organisation_id=owner,
            kind=kind,
            version=version,
            valid_from=adoption.since,
            reason=adoption.reason,
            decided_by=adoption.decided_by,
        )
        for kind in adopted
    )
    facts = {
        "key": version.key,
        "version": version.version,
        "digest": version.digest,
        "kinds": adopted,
        "from": str(adoption.since),
        "decided_by": str(adoption.decided_by) if adoption.decided_by else None,
    }
    told = Told("governance.model.adopted", "model", str(version.public_id), facts)
    record(owner, [told], by)
    return version


def _refuse_overlap(
    owner: int, model: GovernanceModel, kinds: list[str], since: date, today: date | None
) -> None:
    """Each kind has exactly one version on a day, and no day that was decided on is taken away again."""
    if not kinds:
        raise RefusedError(Problem("no_kind_to_adopt"))
    if since < model.spec.valid_from:
        raise RefusedError(Problem("adopted_before_valid", {"first_day": model.spec.valid_from}))
    first = since if today is None else min(since, today + timedelta(days=1))
    later = AdoptedKind.objects.filter(organisation_id=owner, kind__in=kinds, valid_from__gte=first)
    found = later.order_by("-valid_from").first()
    if found is not None:
        raise RefusedError(Problem("already_adopted_from", {"kind": found.kind, "day": found.valid_from}))


def _pin(version: ModelVersion, model: GovernanceModel, files: Files, at: datetime) -> ModelVersion:
    """A draft becomes a version that never changes. One that says the same as an earlier one is that one."""
    if version.state == VersionState.ADOPTED.value:
        return version
    same = ModelVersion.objects.filter(organisation_id=version.organisation_id, digest=model.digest).first()
    if same is not None:
        return same
    version.files = {name: dict(texts) for name, texts in files.items()}
    version.version, version.digest = model.spec.version, model.digest
    version.state, version.adopted_at = VersionState.ADOPTED.value, at
    version.save()
    return version


def own_model(key: str, base: str, municipality: str, name: str, since: date) -> dict[str, dict[str, str]]:
    """The smallest model of an organisation's own: another one, under its own name and code."""
    shipped = {base: {MODEL_FILE: as_bytes(base, {})[MODEL_FILE].decode()}}
    based_on = called(base, shipped)
    texts = {language: f"{name}: {text}" for language, text in based_on.items()}
    organisation = {"kind": "municipality", "municipality": municipality}
    parts: dict[str, object] = {
        "language": 1,
        "key": key,
        "version": "1.0",
        "extends": base,
        "valid_from": since.isoformat(),
        "name": texts,
        "summary": called(base, shipped, "summary"),
        "source": "assumed",
        "organisation": organisation if municipality else {"kind": "association"},
    }
    return {key: {MODEL_FILE: written(parts)}}
