"""The inputs of forms written out in code, where Django renders a template for each option of each list.

Word for word what Django's own templates give (a test holds the two together); all else is left to them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


class WrittenOut(DjangoTemplates):
    """The setting ``FORM_RENDERER``."""

    def render(self, template_name: str, context: Mapping[str, Any], request: Any = None) -> SafeString:
        """A part of a form; what is asked of pages most is written out here."""
        write = _WRITTEN.get(template_name)
        if write is None:
            # A template of Django's, which escapes what it is given.
            rendered = super().render(template_name, context, request)  # type: ignore[arg-type]
            return SafeString(rendered)  # nosec B703
        return mark_safe(write(context["widget"]).strip())  # nosec B308 B703 (each value is escaped below)


def _attributes(widget: Widget) -> str:
    told = []
    for name, value in widget["attrs"].items():
        if value is True:
            told.append(f" {conditional_escape(name)}")
        elif value is not False:
            told.append(f' {conditional_escape(name)}="{_text(value)}"')
    return "".join(told)


def _text(value: Any) -> str:
    return conditional_escape(value if isinstance(value, str) else str(value))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    begins = f'<input type="{conditional_escape(widget["type"])}" name="{conditional_escape(widget["name"])}"'
    return f"{begins}{value}{_attributes(widget)}>"


def _select(widget: Widget) -> str:
    told = [f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _ in widget["optgroups"]:
        if group:
            told.append(f'\n  <optgroup label="{conditional_escape(group)}">')
        told += [f"\n  {_option(one)}" for one in options]
        if group:
            told.append("\n  </optgroup>")
    return "".join([*told, "\n</select>"])


def _option(widget: Widget) -> str:
    label = conditional_escape(widget["label"])
    return f'<option value="{_text(widget["value"])}"{_attributes(widget)}>{label}</option>'


_FOLDER: Final = "django/forms/widgets/"
_INPUTS: Final = ("text", "hidden", "number", "email", "url", "date", "checkbox", "password")
_WRITTEN: Final[Mapping[str, Callable[[Widget], str]]] = {
    **{f"{_FOLDER}{name}.html": _input for name in _INPUTS},
    f"{_FOLDER}select.html": _select,
}
