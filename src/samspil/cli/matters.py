"""A matter as it stands in a file: what is wrong with it is said with the file's own lines."""

from __future__ import annotations

from dataclasses import replace

from samspil.cli.sources import read_file
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.cases.language import MatterAsWritten
from samspil.core.governance.cases.runner import matter_of, value_of
from samspil.core.governance.document import Document, read
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, describe
from samspil.core.governance.shape import shaped

_NEW = "new"


def matter_in(file: str, model: GovernanceModel) -> Matter:
    """The matter of a file, complete and fit for the model.

    Raises:
        NotFoundError: there is no such file.
        ProblemsError: everything that is wrong with it, with lines of the file.
    """
    document = read(read_file(file), file)
    written = shaped(document, MatterAsWritten)
    if written.kind not in model.spec.kinds:
        known = ", ".join(model.spec.kinds)
        place = document.place(("kind",))
        raise ProblemsError([Problem("unknown_kind", {"kind": written.kind, "known": known}, place)])
    _refuse_bad_amounts(document, written, model)
    matter = matter_of(model, written, REQUESTER, _NEW)
    try:
        describe(model, matter.kind, matter.attributes)
    except ProblemsError as error:
        placed = [_at_its_line(document, problem) for problem in error.problems]
        raise ProblemsError(sorted(placed, key=lambda one: one.place or document.place(()))) from None
    return matter


def _refuse_bad_amounts(document: Document, written: MatterAsWritten, model: GovernanceModel) -> None:
    found: list[Problem] = []
    for key, value in written.attributes.items():
        try:
            value_of(model, key, value)
        except ProblemsError as error:
            place = document.place(("attributes", key))
            found.extend(replace(problem, place=place) for problem in error.problems)
    if found:
        raise ProblemsError(found)


def _at_its_line(document: Document, problem: Problem) -> Problem:
    """The engine names the model's line; whoever wrote the matter needs the matter's."""
    return replace(problem, place=document.place(("attributes", str(problem.args["attribute"]))))
