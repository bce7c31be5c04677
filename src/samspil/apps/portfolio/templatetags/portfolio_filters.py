"""The fields of the filters, written here: drawn by templates, ten choices took longer than their list."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

from samspil.kit.web.filling import written

register = template.Library()


@register.simple_tag
def filter_field(field: BoundField, grow: bool = False) -> SafeString:
    """A filter with its label. What is said there and makes no sense narrows nothing, and so is no error."""
    said = str(field.data or "")
    inside = _choice(field, said) if isinstance(field.field, forms.ChoiceField) else _words(field, said)
    return written(
        [
            f'<div class="ds-field"{" data-grow" if grow else ""}>',
            f'<label class="ds-label" for="{escape(str(field.auto_id))}">{escape(str(field.label))}</label>',
            f"{inside}</div>",
        ]
    )


def _words(field: BoundField, said: str) -> str:
    return (
        f'<input class="ds-input" type="text" name="{escape(field.name)}" id="{escape(str(field.auto_id))}"'
        f' value="{escape(said)}" maxlength="{getattr(field.field, "max_length", None) or ""}">'
    )


def _choice(field: BoundField, said: str) -> str:
    choices: Iterable[tuple[Any, Any]] = getattr(field.field, "choices", ())
    options = "".join(_option(value, label, said) for value, label in choices)
    return (
        f'<select class="ds-input" name="{escape(field.name)}" id="{escape(str(field.auto_id))}">'
        f"{options}</select>"
    )


def _option(value: Any, label: Any, said: str) -> str:
    """An option, or a group of them under its name."""
    key = str(value)
    if isinstance(label, list | tuple):
        inside = "".join(_option(one[0], one[1], said) for one in label)
        return f'<optgroup label="{escape(key)}">{inside}</optgroup>'
    chosen = " selected" if key == said else ""
    return f'<option value="{escape(key)}"{chosen}>{escape(str(label))}</option>'
