"""What the parts in ``web/parts`` cannot say in a template alone."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samspil.kit.web.filling import filled

register = template.Library()

_CLOCKS: Final = {
    "late": _("Late:"),
    "soon": _("Due soon:"),
    "paused": _("Stands still:"),
    "met": _("Kept:"),
}
_IN_TIME: Final = _("In time:")


@register.simple_tag
def clock(state: str, text: str, due: date | None = None) -> SafeString:
    """How much time is left. Written here, not in a template: long lists have one on each line."""
    day = filled('<time datetime="{}">{}</time>', due.strftime("%Y-%m-%d"), text) if due else text
    return filled(
        '<span class="s-clock" data-state="{}"><span class="s-unseen">{} </span>{}</span>',
        state,
        _CLOCKS.get(state, _IN_TIME),
        day,
    )


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """A field's input in the design system's clothes; it says itself which texts describe it."""
    return field.as_widget(attrs={"class": "ds-input"})


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether a field is several radio buttons or boxes, and so a group with a legend."""
    return field.use_fieldset


@register.filter
def is_box(field: BoundField) -> bool:
    """Whether a field is one box to tick, which stands before its label."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The numbers to show for a page of a list: both ends, the nearest, an ellipsis for what is between."""
    return [*page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)]


@register.simple_tag(takes_context=True)
def count_of(context: Context, key: str) -> int | str:
    """How much waits in a part of the application: a view or context processor gives ``counts``."""
    counts: dict[str, int | str] = context.get("counts") or {}
    return counts.get(key, 0)
