"""Why two needs may be the same, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil import library
from samspil.core.matching.evidence import Ground
from samspil.kit.web.language import language

_ALONE: Final = {
    Ground.SYSTEM: gettext_lazy("The same system"),
    Ground.VENDOR: gettext_lazy("The same supplier"),
    Ground.DATES: gettext_lazy("At the same time"),
    Ground.OTHER_DATES: gettext_lazy("But at another time"),
}


def told(reasons: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """What two have in common, then what tells them apart, each in a sentence without its full stop.

    Args:
        reasons: the ground of each, and what it is about: words as they were written, numbers, names.
    """
    return [_told(Ground(ground), said) for ground, said in reasons]


def _told(ground: Ground, said: Sequence[str]) -> str:
    match ground:
        case Ground.WORDS:
            return _("The same words: %(words)s") % {"words": ", ".join(said)}
        case Ground.SUBJECT:
            return _("The same subject: %(subject)s") % {"subject": subject(said[0])}
        case Ground.BOUGHT:
            return _("The same sort of purchase: %(sort)s") % {"sort": bought(said[0])}
        case Ground.OTHER_SUBJECT:
            return _("But another subject: %(subject)s") % {"subject": subject(said[-1])}
    return str(_ALONE[ground])


def subject(number: str) -> str:
    """A subject of KLE by its number and title."""
    return f"{number} {library.kle().get(number, '')}".strip()


def bought(beginning: str) -> str:
    """What a code of CPV that begins so is of, by its title."""
    label = library.cpv_label(beginning.ljust(8, "0"))
    if label is None:
        return beginning
    return label.en if language() == "en" else label.da
