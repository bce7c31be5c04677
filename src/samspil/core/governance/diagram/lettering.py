"""How wide a text is at most, and how it is broken into lines.

The widths are those of DejaVu Sans, rounded up: the widest of the usual sans-serif fonts, so that a
text that fits here fits in the others too.
"""

from __future__ import annotations

from typing import Final

_HUNDREDTHS: Final = {
    28: "'ijlíì",
    32: " ,.·’\u00a0",
    35: "!/:;|I\\Jf",
    40: "()[]-rt",
    52: '"*§–_`^°?sz”“',
    56: "cçL",
    60: "FvxykP",
    64: "0123456789EéèêëaåäáàbdeghnñopqøöóòuüµßS$«»{}TYÉ€~",
    70: "ACRVXKBZÅÄ",
    79: "DGHNOQUØÖÜ&",
    84: "w+<=>#≤≥→×≠",
    100: "mMWæÆ%@—…½¼¾",
}
_WIDTHS: Final = {letter: width for width, letters in _HUNDREDTHS.items() for letter in letters}
_UNKNOWN: Final = 100
_BOLD_EXTRA: Final = 10
_LEAST_LEFT: Final = 3
_SEAMS: Final = ("ings", "heds", "hets", "tions", "sjons", "skabs", "skaps", "-")
ELLIPSIS: Final = "…"


def width_of(text: str, size: int, bold: bool = False) -> int:
    """The most that a line takes, in the units of ``size``, rounded up. Linear in its length.

    >>> width_of("sag", 10), width_of("sag", 10, bold=True)
    (18, 21)
    """
    extra = _BOLD_EXTRA if bold else 0
    hundredths = sum(_WIDTHS.get(letter, _UNKNOWN) + extra for letter in text)
    return -(-hundredths * size // 100)


def wrapped(text: str, width: int, size: int, bold: bool = False, most: int = 3) -> tuple[str, ...]:
    """A text in at most ``most`` lines of at most ``width``; what is too long ends in ``…``.

    Lines break at plain spaces only. A word wider than a line is broken. Complexity: quadratic in the
    longest line.

    >>> wrapped("Ekspertgruppen screener", 100, 12)
    ('Ekspertgruppen', 'screener')
    >>> wrapped("et to tre fire", 40, 12, most=2)
    ('et to', 'tre f…')
    """
    lines: list[str] = []
    for word in filter(None, text.split(" ")):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.extend(_broken(word, width, size, bold))
    if len(lines) <= most:
        return tuple(lines)
    rest = " ".join(lines[most - 1 :])
    return (*lines[: most - 1], shortened(rest, width, size, bold))


def shortened(text: str, width: int, size: int, bold: bool = False) -> str:
    """The beginning of a text that fits in one line, with ``…`` where something is left out.

    >>> shortened("Kommunalbestyrelsen", 60, 12)
    'Kommu…'
    """
    if width_of(text, size, bold) <= width:
        return text
    while text and width_of(text + ELLIPSIS, size, bold) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _broken(word: str, width: int, size: int, bold: bool) -> list[str]:
    """A word in pieces that each fit in a line: after a seam of its parts if there is one, with a hyphen."""
    pieces: list[str] = []
    while width_of(word, size, bold) > width and len(word) > _LEAST_LEFT:
        cut = len(word) - _LEAST_LEFT
        while cut > 1 and width_of(word[:cut] + "-", size, bold) > width:
            cut -= 1
        seams = [place for place in range(_LEAST_LEFT, cut + 1) if word[:place].endswith(_SEAMS)]
        cut = max(seams, default=cut)
        pieces.append(word[:cut].rstrip("-") + "-")
        word = word[cut:]
    return [*pieces, word]
