"""Values put into a piece of HTML, escaped, for what is written many times on a page."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.safestring import SafeData, SafeString


def filled(form: str, *values: Any) -> SafeString:
    """As Django's ``format_html``, several times as quick: each value is escaped unless it is HTML already.

    >>> filled("<b>{}</b>", "a & b")
    '<b>a &amp; b</b>'
    """
    escaped = [one if isinstance(one, SafeData) else escape(str(one)) for one in values]
    # The form is ours, and every value is safe or escaped above.
    return SafeString(form.format(*escaped))  # nosec B703
