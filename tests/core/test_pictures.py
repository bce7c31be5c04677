"""A picture says what it is called and what it shows to those who hear it."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from samspil.core.pictures import framed


@dataclass(frozen=True)
class Said:
    name: str
    description: str


SAID = Said('Værdi & "risiko"', "<to prikker>")


def test_its_name_and_description_are_read_aloud_as_they_were_written() -> None:
    drawn = Xml.fromstring(framed("dots", SAID, (30, 20), ["<circle/>", "<path/>"]))
    by_id = {one.get("id"): one.text for one in drawn}
    named = [by_id[key] for key in drawn.attrib["aria-labelledby"].split()]
    assert named == ['Værdi & "risiko"', "<to prikker>"]
    assert [one.tag for one in drawn] == ["title", "desc", "circle", "path"]


def test_it_is_as_large_as_it_is_drawn_and_a_group_unless_it_is_one_image() -> None:
    group = Xml.fromstring(framed("dots", SAID, (30, 20), []))
    assert [group.get(key) for key in ("width", "height", "viewBox")] == ["30", "20", "0 0 30 20"]
    image = Xml.fromstring(framed("dots", SAID, (30, 20), [], look="s-picture s-curve", role="img"))
    assert [(one.get("role"), one.get("class")) for one in (group, image)] == [
        ("group", "s-picture"),
        ("img", "s-picture s-curve"),
    ]
