"""Files to a model that can be run, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.checks.association import check_association
from samspil.core.governance.checks.calendars import check_calendars
from samspil.core.governance.checks.coverage import check_coverage
from samspil.core.governance.checks.lookups import check_lookups
from samspil.core.governance.checks.mandates import check_mandates
from samspil.core.governance.checks.natures import check_natures
from samspil.core.governance.checks.offices import check_offices
from samspil.core.governance.checks.organisation import check_organisation
from samspil.core.governance.checks.pools import check_pools
from samspil.core.governance.checks.project_models import check_project_models
from samspil.core.governance.checks.references import check_references
from samspil.core.governance.checks.routes import check_routes
from samspil.core.governance.compiling import compile_model
from samspil.core.governance.document import Document
from samspil.core.governance.inheritance import Read, gather
from samspil.core.governance.language.model import Model
from samspil.core.governance.parameters import check_values
from samspil.core.governance.program import Program
from samspil.core.governance.shape import shaped
from samspil.core.register import Municipality

LANGUAGE_VERSION = 1


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class GovernanceModel:
    """A governance model that has passed every check, compiled and ready to run.

    ``digest`` is the SHA-256 of all that the model resolves to: its own files, what it builds on,
    its parameters with their sources, and the version of the language.
    """

    spec: Model
    document: Document
    program: Program
    municipalities: Mapping[str, Municipality]
    digest: str

    @property
    def key(self) -> str:
        """The model's key."""
        return self.spec.key

    def place(self, *path: str | int) -> Place:
        """The line of a part of the model, by its path from the root."""
        return self.document.place(path)


def load(key: str, read_files: Read, municipalities: Mapping[str, Municipality]) -> GovernanceModel:
    """Load a model and all it builds on.

    Args:
        key: the model's key.
        read_files: gives a model's files by key, names to bytes. The core itself reads no disk.
        municipalities: the register, by code; membership and weights are looked up in it.

    Raises:
        ProblemsError: every problem found at the first stage that has any: reading, shape, names,
            meaning, coverage.

    Complexity: linear in the files, times the sorts of matter that the routes tell apart.

    Source: the checks of law name theirs (kommunestyrelsesloven §§ 38, 40, 41).

    >>> from samspil import library
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> model.spec.version, len(model.digest), str(model.place("valid_from").file)
    ('1.0', 64, 'jammerbugt_purchase_screening/model.yaml')
    """
    document = gather(key, read_files)
    model = shaped(document, Model)
    _refuse(_check_key(model, key, document))
    _refuse([*check_references(model, document), *check_values(model.parameters, document, model.valid_from)])
    organisation = check_organisation(model, document, municipalities)
    _refuse([*organisation, *check_association(model, document), *check_offices(model, document)])
    _refuse([*check_calendars(model, document), *check_pools(model, document)])
    _refuse(check_project_models(model, document))
    _refuse([*check_lookups(model, document), *check_routes(model, document)])
    _refuse(check_natures(model, document))
    _refuse(check_mandates(model, document))
    program = compile_model(model, document)
    _refuse(check_coverage(model, document, program))
    return GovernanceModel(model, document, program, municipalities, digest_of(document))


def _check_key(model: Model, key: str, document: Document) -> list[Problem]:
    if model.key == key:
        return []
    return [Problem("key_is_not_the_folder", {"key": model.key, "folder": key}, document.place(("key",)))]


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise ProblemsError(sorted(found, key=lambda problem: problem.place or Place("", 0)))


def digest_of(document: Document) -> str:
    """SHA-256 of everything a model resolves to, however its files were laid out or commented.

    Order counts: the first of two mandates that reach a matter is the one cited, and the first outcome
    of a step is its usual one.

    >>> from samspil.core.governance.document import read
    >>> digest_of(read(b"a: 1  # one", "f")) == digest_of(read(b"a:   1", "g"))
    True
    """
    whole = {"language": LANGUAGE_VERSION, "model": document.value}
    canonical = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
