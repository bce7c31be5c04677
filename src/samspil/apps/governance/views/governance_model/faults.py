"""What is wrong with a draft, in sentences, each at the part it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from samspil.apps.governance.adopted import Files, look_at
from samspil.apps.governance.editing.addresses import address_of
from samspil.apps.governance.forms.model_conditions import COMPARED
from samspil.apps.governance.parts.finding import Found, in_language
from samspil.apps.governance.parts.pages import sentence
from samspil.core.errors import Problem
from samspil.core.governance.document import Document, Path
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault: the sentence, the path of what it is about, what that is called, and where it is mended."""

    said: str
    path: Path
    about: str
    url: str


def told_faults(found: Found, files: Files | None = None) -> list[Fault]:
    """A draft's faults in the order of its files, which may be others than those that are kept."""
    if not found.problems or found.version is None:
        return []
    document = look_at(found.key, files or found.version.files).document
    return [_fault(problem, document, found) for problem in found.problems]


def _fault(problem: Problem, document: Document | None, found: Found) -> Fault:
    path = path_of(problem, document)
    about = section_name(path[0]) if path else ""
    name = part_name(document, path)
    there = address_of(path) if found.is_draft and document is not None else None
    url = address("governance:edit_model_part", found.ref, there.section, there.key) if there else ""
    said = sentence(_by_name(problem, document), found.drawn)
    return Fault(said, path, f"{about}: {name}" if name else about, url)


def _by_name(problem: Problem, document: Document | None) -> Problem:
    """A problem that speaks of parts by their names: a key never stands on a page."""
    names = (_names(document.value) if document else {}) | _words_of_tests()
    args = {
        arg: ", ".join(_called(one, names) for one in given.split(", ")) if isinstance(given, str) else given
        for arg, given in problem.args.items()
    }
    return replace(problem, args=args)


def _words_of_tests() -> dict[str, str]:
    """What a condition compares by, as its form says it."""
    told = {"true": words().yes_or_no(True), "false": words().yes_or_no(False)}
    return told | {key: str(name) for key, name in COMPARED}


def _called(said: str, names: Mapping[str, str]) -> str:
    """A key by its name; ``amount=100`` as what is known of a matter."""
    key, known, value = said.partition("=")
    if not known or key not in names:
        return names.get(said, said)
    told = {"yes": words().yes_or_no(True), "no": words().yes_or_no(False)}
    return f"{names[key]}: {told.get(value) or names.get(value, value)}"


def _names(value: object) -> dict[str, str]:
    """What each part is called, wherever in the model it stands; a seat without a name, by its role."""
    found: dict[str, str] = {}
    for key, part in value.items() if isinstance(value, dict) else ():
        if isinstance(part, dict):
            found |= {one: name for one, name in _names(part).items() if one not in found}
            name = part.get("name")
            if isinstance(name, dict) and (told := in_language(name)):
                found[str(key)] = told
    return found


def path_of(problem: Problem, document: Document | None) -> Path:
    """The path of the value that a problem's line is about: the outermost that begins there."""
    if document is None or problem.place is None:
        return ()
    at = [path for path, place in document.places.items() if place == problem.place and path]
    if at:
        return min(at, key=len)
    line = [
        path
        for path, place in document.places.items()
        if path and (place.file, place.line) == (problem.place.file, problem.place.line)
    ]
    return min(line, key=len, default=())


def part_name(document: Document | None, path: Path) -> str:
    """What a part calls itself, else nothing."""
    value: object = document.value if document else {}
    steps = path[:4] if path[:1] == ("routes",) else path[:2]
    for one in steps:
        value = value.get(one) if isinstance(value, dict) else None
    name = value.get("name") if isinstance(value, dict) else None
    return in_language(name) if isinstance(name, dict) else ""


def section_name(key: object) -> str:
    """A sort of parts, as the pages call it."""
    names = {
        "forums": _("Forums"),
        "mandates": _("Mandates"),
        "routes": _("Routes"),
        "parameters": _("Numbers and deadlines"),
        "kinds": _("Kinds of matter"),
        "attributes": _("What must be known"),
        "obligations": _("Obligations"),
        "joint": _("Joint decisions"),
        "roles": _("Roles"),
        "members": _("Members of the association"),
        "secretariat": _("Which member houses the secretariat"),
    }
    return names.get(str(key), _("The model as a whole"))
