"""Inputs written out in code are what Django's own templates give, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from samspil.kit.web import rendering

HOSTILE = "<b>\"'&</b>"
ATTRIBUTES: list[dict[str, object]] = [
    {},
    {"id": "id_x", "class": "ds-input", "required": True, "disabled": False, "maxlength": 40},
    {"data-x": HOSTILE, "aria-describedby": mark_safe("a&amp;b"), "size": 0},
]
OPTIONS = [
    ("", gettext_lazy("All")),
    ("one", "Én & to"),
    (HOSTILE, HOSTILE),
    (7, "Syv"),
    (None, mark_safe("<i>tom</i>")),
    (gettext_lazy("Matters"), [("inner", "Indre"), (8, HOSTILE)]),
]


def inputs() -> Iterator[tuple[forms.Widget, object]]:
    for value in ("", "Ord", HOSTILE, None, 0, 12500, mark_safe("a&amp;b")):
        for sort in (forms.TextInput, forms.HiddenInput, forms.NumberInput, forms.EmailInput, forms.URLInput):
            yield sort(), value
    yield forms.DateInput(), date(2026, 3, 2)
    yield forms.PasswordInput(render_value=True), HOSTILE
    for ticked in (True, False, None, "on"):
        yield forms.CheckboxInput(), ticked
    for chosen in ("", "one", HOSTILE, 7, "8", None, "inner", "unknown"):
        yield forms.Select(choices=OPTIONS), chosen
    yield forms.SelectMultiple(choices=OPTIONS), ["one", "inner"]
    yield forms.Textarea(), HOSTILE
    yield forms.RadioSelect(choices=OPTIONS), "one"


def lines(html: str) -> list[str]:
    """Without the empty lines that templates leave between options."""
    return [line.strip() for line in html.split("\n") if line.strip()]


@pytest.mark.parametrize("attributes", ATTRIBUTES)
def test_what_is_written_out_is_what_djangos_templates_give(attributes: dict[str, object]) -> None:
    for widget, value in inputs():
        given = widget.render("name&", value, attributes, rendering.WrittenOut())
        django = widget.render("name&", value, attributes, DjangoTemplates())
        assert lines(given) == lines(django), (widget, value)


def test_what_is_put_in_is_escaped_and_the_page_takes_it_as_it_is() -> None:
    given = forms.TextInput().render("name", HOSTILE, {}, rendering.WrittenOut())
    assert HOSTILE not in given
    assert hasattr(given, "__html__")


def test_every_input_that_is_written_out_has_a_template_of_djangos() -> None:
    for name in rendering._WRITTEN:
        assert DjangoTemplates().get_template(name)
