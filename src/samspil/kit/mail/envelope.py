"""A letter, or a digest of several, as e-mail: plain text and simple HTML, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from samspil.kit.mail.models import Letter


def envelope(letters: list[Letter], server: Any) -> EmailMultiAlternatives:
    """What goes to one account, or to an address. Every letter has the same."""
    account: Any = letters[0].account
    language = account.language if account else letters[0].language
    with override(language):
        is_example = any(one.is_example for one in letters)
        told = {
            "letters": letters,
            "is_example": is_example,
            "base": settings.SAMSPIL_URL,
            "language": language,
            "wishes": reverse(settings.SAMSPIL_PLACES["profile"]) if account else "",
        }
        mail = EmailMultiAlternatives(
            subject=_subject(letters, is_example=is_example),
            body=render_to_string("mail/letter.txt", told),
            to=[letters[0].to],
            connection=server,
            headers=_headers(letters[0]),
        )
        mail.attach_alternative(render_to_string("mail/letter.html", told), "text/html")
    return mail


def _subject(letters: list[Letter], *, is_example: bool) -> str:
    """No person and nothing that somebody wrote: a subject is read on locked screens."""
    count = len(letters)
    if letters[0].in_digest:
        said = ngettext("%(count)s thing since yesterday", "%(count)s things since yesterday", count)
        title = said % {"count": count}
    else:
        title = letters[0].title
    mark = f"[{_('Example data')}] " if is_example else ""
    return f"{mark}Samspil: {title}"


def _headers(first: Letter) -> dict[str, str]:
    """The same id each time it is tried, so that a server that had it already can tell."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return {
        "Message-ID": f"<{first.public_id}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
