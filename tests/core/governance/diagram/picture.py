"""A picture read back: every text with the most room it takes, every shape with its rectangle."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from samspil.core.governance.diagram.lettering import width_of
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.svg import Fragment

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Part:
    """A marked group: what it marks, its shape or ground, its texts, and its line, counted from ``at``."""

    mark: str
    value: str
    route: str
    shape: Box | None
    texts: tuple[Box, ...]
    path: str
    at: tuple[int, int]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def parts(svg: str) -> list[Part]:
    return list(_parts(parsed(svg), 0, 0, ""))


def _parts(here: ElementTree.Element, x: int, y: int, route: str) -> Iterator[Part]:
    x, y = moved_by(here, x, y)
    route = here.get("data-route", route)
    for key, value in here.attrib.items():
        if key.startswith("data-") and key not in ("data-route", "data-manner"):
            shapes = [box for child in here if (box := shape_of(child, x, y)) is not None]
            texts = tuple(text_box(child, x, y) for child in here if child.tag == f"{SVG}text")
            path = next((child.attrib["d"] for child in here if child.tag == f"{SVG}path"), "")
            shape = shapes[0] if shapes else None
            yield Part(key.removeprefix("data-"), value, route, shape, texts, path, (x, y))
    for child in here:
        yield from _parts(child, x, y, route)


def moved_by(here: ElementTree.Element, x: int, y: int) -> tuple[int, int]:
    transform = here.get("transform")
    if not transform:
        return x, y
    dx, dy = transform.removeprefix("translate(").removesuffix(")").split()
    return x + int(dx), y + int(dy)


def placed_texts(here: ElementTree.Element, x: int = 0, y: int = 0) -> list[Box]:
    """The room of every line of text, where it stands on the sheet."""
    x, y = moved_by(here, x, y)
    inner = [box for child in here for box in placed_texts(child, x, y)]
    return [*inner, text_box(here, x, y)] if here.tag == f"{SVG}text" else inner


def shape_of(one: ElementTree.Element, x: int, y: int) -> Box | None:
    if one.tag == f"{SVG}rect":
        left, top, width, height = (int(one.attrib[key]) for key in ("x", "y", "width", "height"))
        return Box(x + left, y + top, width, height)
    if one.tag == f"{SVG}polygon":
        corners = [tuple(map(int, point.split(","))) for point in one.attrib["points"].split()]
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        return Box(x + min(xs), y + min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return None


def text_box(one: ElementTree.Element, x: int, y: int) -> Box:
    """The room of a line of text by the estimate; its letters reach a quarter below the line."""
    size = int(one.attrib["font-size"])
    width = width_of(one.text or "", size, one.get("font-weight") == "bold")
    left = x + int(one.attrib["x"]) - (width // 2 if one.get("text-anchor") == "middle" else 0)
    return Box(left, y + int(one.attrib["y"]) - size, width, size + size // 4)


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x
        and inner.x + inner.width <= outer.x + outer.width
        and outer.y <= inner.y
        and inner.y + inner.height <= outer.y + outer.height
    )


def piece(fragment: Fragment) -> str:
    """A piece as a picture of its own."""
    return f'<svg xmlns="{SVG[1:-1]}">{"".join(fragment.parts)}</svg>'


def texts_of(fragment: Fragment) -> list[ElementTree.Element]:
    return list(parsed(piece(fragment)).iter(f"{SVG}text"))


def said_in(fragment: Fragment) -> list[str]:
    return [(one.text or "").replace("\u00a0", " ") for one in texts_of(fragment)]
