"""The fields of the filters, written here: drawn by templates, ten choices took longer than their list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def filter_field(field: BoundField, grow: bool = False) -> SafeString:
    """A filter with its label. What is said there and makes no sense narrows nothing, and so is no error."""
    said = str(field.data or "")
    return format_html(
        '<div class="ds-field"{}><label class="ds-label" for="{}">{}</label>{}</div>',
        SafeString(" data-grow") if grow else "",
        field.auto_id,
        field.label,
        _choice(field, said) if isinstance(field.field, forms.ChoiceField) else _words(field, said),
    )


def _words(field: BoundField, said: str) -> SafeString:
    return format_html(
        '<input class="ds-input" type="text" name="{}" id="{}" value="{}" maxlength="{}">',
        field.name,
        field.auto_id,
        said,
        getattr(field.field, "max_length", None) or "",
    )


def _choice(field: BoundField, said: str) -> SafeString:
    choices: Iterable[tuple[Any, Any]] = getattr(field.field, "choices", ())
    return format_html(
        '<select class="ds-input" name="{}" id="{}">{}</select>',
        field.name,
        field.auto_id,
        format_html_join("", "{}", ((_option(value, label, said),) for value, label in choices)),
    )


def _option(value: Any, label: Any, said: str) -> SafeString:
    """An option, or a group of them under its name."""
    if isinstance(label, list | tuple):
        inside = format_html_join("", "{}", ((_option(one[0], one[1], said),) for one in label))
        return format_html('<optgroup label="{}">{}</optgroup>', value, inside)
    chosen = SafeString(" selected") if str(value) == said else ""
    return format_html('<option value="{}"{}>{}</option>', value, chosen, label)
