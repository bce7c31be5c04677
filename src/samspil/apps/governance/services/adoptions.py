"""Models are drafted, and adopted by a decision. What is adopted is pinned and never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.adopted import Files, resolved
from samspil.apps.governance.models import AdoptedKind, ModelVersion
from samspil.apps.governance.types import VersionState
from samspil.core.governance.load import GovernanceModel
from samspil.kit.journal.recording import By, Told, record


@dataclass(frozen=True, slots=True)
class Adoption:
    """From when a version holds, for which kinds of matter (all it has, where none is named), and why."""

    since: date
    kinds: tuple[str, ...] = ()
    reason: str = ""
    decided_by: UUID | None = None


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
def adopt_version(version: ModelVersion, adoption: Adoption, by: By) -> ModelVersion:
    """Some kinds of matter go by a version from a day; what went before ends the day it begins.

    Raises:
        ProblemsError: the model has faults; nothing is adopted.
    """
    version = ModelVersion.objects.select_for_update().get(pk=version.pk)
    model, files = resolved(version.key, version.files)
    _pin(version, model, files, by.at)
    adopted = [kind for kind in model.spec.kinds if not adoption.kinds or kind in adoption.kinds]
    owner = version.organisation_id
    before = AdoptedKind.objects.filter(organisation_id=owner, kind__in=adopted, valid_to__isnull=True)
    before.filter(valid_from__gte=adoption.since).delete()
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


def _pin(version: ModelVersion, model: GovernanceModel, files: Files, at: datetime) -> None:
    if version.state == VersionState.ADOPTED.value:
        return
    version.files = {name: dict(texts) for name, texts in files.items()}
    version.version, version.digest = model.spec.version, model.digest
    version.state, version.adopted_at = VersionState.ADOPTED.value, at
    version.save()


def own_model(key: str, base: str, municipality: str, name: str, since: date) -> dict[str, dict[str, str]]:
    """The smallest model of a municipality's own: another one, with its own name and code."""
    texts = f"{{da: {name}, en: {name}, nb: {name}}}"
    model = "\n".join(
        [
            "language: 1",
            f"key: {key}",
            'version: "1.0"',
            f"extends: {base}",
            f"valid_from: {since.isoformat()}",
            f"name: {texts}",
            f"summary: {texts}",
            "source: assumed",
            f'organisation: {{kind: municipality, municipality: "{municipality}"}}',
            "",
        ]
    )
    return {key: {"model.yaml": model}}
