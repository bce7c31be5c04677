"""The balances over time and beside other members: each question as a picture with a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.over_time import Moved, OverTime, Then, over_time
from samspil.apps.balance.services.comparing import agree_to_compare, stop_comparing
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.strips import Said, Strip, middle, strip_picture
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
MOST_DRAWN: Final = 15  # members in a picture; the table has all


@require_safe
@page
def moved(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """Read by everybody; others' only where one's organisation has agreed too."""
    found = over_time(acting, key, timezone.localdate())
    tongue = language()
    title = _("The balances over time")
    context = {
        "title": title,
        "lead": found.dialogue.name.in_language(tongue),
        "crumbs": [(_("Balance checks"), address("balance:rounds")), (title, "")],
        "themes": _themes(found),
        "rounds": found.rounds,
        "is_compared": found.is_compared,
        "members": found.members,
        "may_lead": may_lead(acting),
        "key": key,
    }
    return render(request, "balance/over_time.html", context)


@require_POST
@page
def compare(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """To be compared, or not to be any longer."""
    if not may_lead(acting):
        raise NotFoundError(key)
    if "stop" in request.POST:
        stop_comparing(key, acting=acting, at=timezone.now())
        messages.success(request, _("Nobody else reads how your balance check came out."))
    else:
        agree_to_compare(key, acting=acting, at=timezone.now())
        messages.success(request, _("You are compared with the members that have agreed too."))
    return redirect("balance:over_time", key)


def _themes(found: OverTime) -> list[Shown]:
    tongue = language()
    themes = []
    for key, theme in found.dialogue.themes.items():
        of_theme = [one for one in found.questions if one.wording.question.theme == key]
        asked = [_question(one) for one in of_theme if one.rounds or one.members]
        if asked:
            themes.append({"key": key, "name": theme.name.in_language(tongue), "questions": asked})
    return themes


def _question(one: Moved) -> Shown:
    tongue, scale = language(), one.wording.scale
    counting = [key for key, step in scale.steps.items() if step.counts]
    names = tuple(scale.steps[key].name.in_language(tongue) for key in counting)
    text = one.wording.question.text.in_language(tongue)
    every = [*one.rounds, *one.members]
    drawn = [*one.rounds, *one.members[:MOST_DRAWN]]
    return {
        "key": one.wording.key,
        "text": text,
        "steps": names,
        "picture": _drawn(one.wording.key, text, names, [_strip(each, counting, names) for each in drawn]),
        "left_out": max(0, len(one.members) - MOST_DRAWN),
        "rows": [_row(each, counting, names) for each in every],
    }


def _drawn(key: str, text: str, names: tuple[str, ...], strips: Sequence[Strip]) -> str:
    said = Said(text, _("The table below says the same in words."), names)
    # Every text in it is escaped where it is written.
    return mark_safe(strip_picture(f"strip-{key}", strips, said))  # nosec B308 B703


def _strip(one: Then, counting: Sequence[str], names: Sequence[str]) -> Strip:
    row = _row(one, counting, names)
    return Strip(one.name, tuple(one.counts.get(key, 0) for key in counting), f"{one.name}: {row['middle']}")


def _row(one: Then, counting: Sequence[str], names: Sequence[str]) -> Shown:
    counts = [one.counts.get(key, 0) for key in counting]
    place = middle(counts)
    return {
        "name": one.name,
        "day": words().day(one.closed_on),
        "is_own": one.is_own,
        "counts": counts,
        "answers": sum(counts),
        "middle": "–" if place is None else names[place],
    }
