"""Two models side by side: what differs, in figures and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.adopted import called
from samspil.apps.governance.parts import finding
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.versions import drafts_of, under_way, versions_of
from samspil.apps.governance.types import NotFoundError
from samspil.apps.governance.views.governance_model.differing import differences
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.compare import Decider, KindCompared, ModelCompared, compare
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

_KEPT: Final = 32


@require_safe
@page
def compare_models(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Today's with another, or any two."""
    today = timezone.localdate()
    before = _chosen(acting, request.GET.get("before", ""), today)
    after = _chosen(acting, request.GET.get("after", ""), today) if request.GET.get("after") else None
    context: dict[str, Any] = {
        "before": before,
        "after": after,
        "choices": list(_choices(acting)),
        "crumbs": [(_("Governance model"), address("governance:models")), (_("Compare"), "")],
    }
    if before is not None and after is not None and before.model is not None and after.model is not None:
        context |= _compared(acting, before, after, today)
    return render(request, "governance/model_compare.html", context)


def _chosen(acting: Acting, ref: str, today: date) -> Found | None:
    return finding.find(acting, ref) if ref else finding.today_s(acting, today)


def _choices(acting: Acting) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Everything that can be compared, in groups."""
    drafts = [
        (str(one.public_id), finding.in_language(called(one.key, one.files)) or one.key)
        for one in drafts_of(acting)
    ]
    versions = [(str(one.public_id), finding.of_version(one).title) for one in versions_of(acting)]
    shipped = [(key, finding.in_language(finding.headings(key)[0])) for key in finding.usable()]
    groups = [(_("Adopted"), versions), (_("Drafts"), drafts), (_("Models to build on"), shipped)]
    yield from ((label, rows) for label, rows in groups if rows)


def _compared(acting: Acting, before: Found, after: Found, today: date) -> dict[str, Any]:
    told = differences(before.telling(today).sections, after.telling(today).sections)
    return {
        "figures": list(_figures(before, after, today)),
        "kinds": list(_kinds(before, after, today)),
        "differences": told,
        "is_same": not told,
        "affected": affected(acting, after, before),
    }


@dataclass(frozen=True, slots=True)
class Affected:
    """Matters under way of one kind."""

    kind: str
    count: int


def affected(acting: Acting, after: Found, before: Found | None = None) -> list[Affected]:
    """The matters under way that began under another version: they finish as they began.

    Of the kinds that the other model has, and of those that only ``before`` has.
    """
    kinds = {
        key: kind.name.in_language(language())
        for found in (before, after)
        if found is not None and found.model is not None
        for key, kind in found.model.spec.kinds.items()
    }
    counts: dict[str, int] = {}
    for one in under_way(acting, kinds, after.version):
        counts[one.brought.kind] = counts.get(one.brought.kind, 0) + 1
    return [Affected(kinds[key], count) for key, count in counts.items()]


@lru_cache(maxsize=_KEPT)
def _of_year(model: GovernanceModel, on: date) -> ModelCompared:
    return compare([model], on)[0]


def compared(found: Found, today: date) -> ModelCompared:
    """A model's figures over the twelve months from a day.

    Raises:
        NotFoundError: it has faults, or a forum that does not meet in that time.
    """
    if found.model is None:
        raise NotFoundError(found.ref)
    try:
        return _of_year(found.model, max(today, found.model.spec.valid_from))
    except ProblemsError as error:
        raise NotFoundError(found.ref) from error


def _figures(before: Found, after: Found, today: date) -> Iterator[dict[str, Any]]:
    """One figure a line: what it is, before, after, and whether they differ."""
    one, other = compared(before, today), compared(after, today)
    told = words()
    labels = {
        "least_bodies": _("Bodies passed, least"),
        "most_bodies": _("Bodies passed, most"),
        "least_wait": _("Days waiting for meetings, least"),
        "expected_wait": _("Days waiting for meetings, expected"),
        "expected_days": _("Days from beginning to end, expected"),
    }
    for figure, label in labels.items():
        values = (one.mean(figure), other.mean(figure))
        yield _row(label, *map(told.number, values))
    for decider in Decider:
        shares = (one.share(decider), other.share(decider))
        if any(shares):
            label = _("Decided: %(where)s") % {"where": told.say(f"decider.{decider.value}")}
            yield _row(label, *map(told.percent, shares))


def _row(label: str, before: str, after: str) -> dict[str, Any]:
    return {"label": label, "before": before, "after": after, "differs": before != after}


def _kinds(before: Found, after: Found, today: date) -> Iterator[dict[str, Any]]:
    """Kind by kind: bodies and days in each."""
    one = {kind.kind: kind for kind in compared(before, today).kinds}
    other = {kind.kind: kind for kind in compared(after, today).kinds}
    for key in dict.fromkeys([*one, *other]):
        holder = after if key in other else before
        assert holder.model is not None
        name = holder.model.spec.kinds[key].name.in_language(language())
        yield _row(name, _kind(one.get(key)), _kind(other.get(key)))


def _kind(kind: KindCompared | None) -> str:
    if kind is None:
        return "–"
    told = words()
    least, most = kind.least_bodies, kind.most_bodies
    bodies = str(least) if least == most else f"{least}–{most}"
    shares = [
        f"{told.say(f'decider.{one.value}')} {told.percent(share)}"
        for one, share in kind.deciders.items()
        if share
    ]
    days = told.number(Fraction(kind.expected_days))
    return _("%(bodies)s bodies, %(days)s days; %(who)s") % {
        "bodies": bodies,
        "days": days,
        "who": ", ".join(shares),
    }
