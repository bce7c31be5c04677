"""What pages about competences have in common: a need and its gap, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.competences.selectors.needs import NeedLine
from samspil.core.competences.language import Catalogue
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.competences.models import CompetenceNeed

Shown = dict[str, Any]


def competence_name(catalogue: Catalogue, key: str) -> str:
    """What a competence is called here; its key where another's catalogue names it."""
    found = catalogue.competences.get(key)
    return found.name.in_language(language()) if found else key.replace("_", " ")


def means_of(catalogue: Catalogue, key: str) -> str:
    """What somebody can who has a competence."""
    found = catalogue.competences.get(key)
    return found.means.in_language(language()) if found else ""


def level_words(catalogue: Catalogue, level: int) -> str:
    """What a level is called here."""
    if 1 <= level <= len(catalogue.levels):
        return catalogue.level_name(level, language())
    return _("level %(level)s") % {"level": level}


def line_shown(line: NeedLine, catalogue: Catalogue) -> Shown:
    """A need as a line of a list."""
    need = line.need
    return {
        "url": address("competences:need", need.public_id),
        "name": competence_name(catalogue, need.competence),
        "level": level_words(catalogue, need.level),
        "what": need.what,
        "by": words().day(need.by_on),
        "needed": line.gap.needed,
        "held": line.gap.held,
        "said": line.gap.said,
        "lent": line.gap.lent,
        **gap_shown(line),
    }


def gap_shown(line: NeedLine) -> Shown:
    """How many are lacking, as a state in words."""
    if not line.gap.lacking:
        return {"gap": _("Filled"), "colour": "success"}
    lacking = line.gap.lacking
    said = ngettext("%(n)s person lacking", "%(n)s people lacking", lacking) % {"n": lacking}
    is_planned = any(one.done_at is None for one in line.plans)
    return {"gap": said, "colour": "warning" if is_planned else "danger", "is_planned": is_planned}


def crumbs_to(name: str, need: CompetenceNeed | None = None) -> list[tuple[str, str]]:
    """From the list of needs to a page."""
    first = [(_("Competences"), address("competences:needs"))]
    if need is not None:
        first.append((need.what, address("competences:need", need.public_id)))
    return [*first, (name, "")]
