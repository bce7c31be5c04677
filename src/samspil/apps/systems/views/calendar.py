"""The re-tender calendar: what ends when, by when somebody must act, and how each date was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.selectors.calendar import (
    Held,
    Reckoning,
    Standing,
    agreement_length,
    chain_of,
    own_calendar,
    reckoning,
    remedies_of,
    worth_of,
)
from samspil.apps.systems.selectors.standings import Part, own_page, shown_page
from samspil.apps.systems.services.calendar_feed import as_icalendar
from samspil.apps.systems.views.uses import tabs
from samspil.core.portfolio.timeline_picture import Bar, Mark, Said, timeline_picture
from samspil.core.retender.chain import Chain
from samspil.core.retender.ends import end
from samspil.kit.paging import read_number
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import language, words
from samspil.wording import retender
from samspil.wording.words import Words

Shown = dict[str, Any]
SIZE: Final = 25
STANDINGS: Final = {
    Standing.LATE: gettext_lazy("Too late to begin"),
    Standing.SOON: gettext_lazy("Begin within half a year"),
    Standing.LATER: gettext_lazy("There is time"),
    Standing.RUNS_ON: gettext_lazy("Runs on"),
    Standing.UNCLEAR: gettext_lazy("Cannot be reckoned"),
    Standing.OVER: gettext_lazy("Has ended"),
}
_LIGHTS: Final = {Standing.LATE: "red", Standing.SOON: "yellow", Standing.LATER: "green"}
_COLOURS: Final = {Standing.LATE: "danger", Standing.SOON: "warning", Standing.LATER: "success"}
_CURRENT: Final = tuple(one for one in Standing if one is not Standing.OVER)


@require_safe
@page
def calendar(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What ends when, and by when somebody must act; a page at a time."""
    on, is_all = timezone.localdate(), request.GET.get("whose") == "all"
    by = reckoning(acting.organisation_id, on)
    chosen = _chosen(request.GET.get("only", ""))
    part = Part(chosen, read_number(request.GET.get("first", "")) or 0, SIZE)
    found = (shown_page if is_all else own_page)(acting, by, part)
    counts, count = found.counts, sum(found.counts[one] for one in chosen)
    lines = [_line(one, acting, by) for one in found.held]
    here = address("systems:calendar")
    context = {
        "register": tabs("calendar"),
        "tabs": _tabs(here, counts, chosen, is_all=is_all),
        "whose": _whose(here, request.GET.get("only", ""), is_all=is_all),
        "is_all": is_all,
        "lines": lines,
        "late": counts[Standing.LATE],
        "nothing_yet": not any(counts.values()),
        # Every text in it is escaped where it is written.
        "picture": mark_safe(_picture(lines, on)),  # nosec B308 B703
        "assumed": _assumed(by),
        "file_url": address("systems:calendar_file"),
        "contracts_url": address("systems:contracts"),
        "together_url": address("systems:together"),
        **_pages(here, request, part.within(count), count),
    }
    return render(request, "systems/calendar.html", context)


@require_safe
@page
def calendar_file(_request: HttpRequest, acting: Acting) -> HttpResponse:
    """What one's own organisation must do and when, for one's own calendar."""
    by = reckoning(acting.organisation_id, timezone.localdate())
    held = ((one, chain_of(one, by)) for one in own_calendar(acting, by) if one.standing is not Standing.OVER)
    told = [(one, found) for one, found in held if found is not None]
    content = as_icalendar(told, words(), is_example=acting.is_example, at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="retender.ics"'
    return response


def _chosen(said: str) -> tuple[Standing, ...]:
    return (Standing(said),) if said in set(Standing) else _CURRENT


def _tabs(
    here: str, counts: Mapping[Standing, int], chosen: Sequence[Standing], *, is_all: bool
) -> list[Shown]:
    whose = {"whose": "all"} if is_all else {}
    every = [
        {
            "label": _("All that has not ended"),
            "url": _at(here, whose),
            "here": tuple(chosen) == _CURRENT,
            "count": sum(counts[one] for one in _CURRENT),
        }
    ]
    return every + [
        {
            "label": str(name),
            "url": _at(here, {**whose, "only": one.value}),
            "here": tuple(chosen) == (one,),
            "count": counts[one],
        }
        for one, name in STANDINGS.items()
        if counts[one] or tuple(chosen) == (one,)
    ]


def _whose(here: str, only: str, *, is_all: bool) -> tuple[str, str]:
    """The way to the other choice of whose contracts are shown."""
    kept = {"only": only} if only in set(Standing) else {}
    if is_all:
        return _("Show only our own"), _at(here, kept)
    return _("Show also what others show"), _at(here, {**kept, "whose": "all"})


def _at(here: str, query: dict[str, str]) -> str:
    return f"{here}?{urlencode(query)}" if query else here


def _pages(here: str, request: HttpRequest, first: int, count: int) -> Shown:
    kept = {key: request.GET[key] for key in ("whose", "only") if key in request.GET}
    more, before = first + SIZE, max(first - SIZE, 0)
    return {
        "next_url": _at(here, {**kept, "first": str(more)}) if more < count else "",
        "previous_url": _at(here, {**kept, "first": str(before)} if before else kept) if first else "",
    }


def _line(one: Held, acting: Acting, by: Reckoning) -> Shown:
    say, found = words(), chain_of(one, by)
    is_own = one.told.organisation_id == acting.organisation_id
    coming = found.next if found else None
    acts = list(_acts(found, say)) if found else []
    return {
        "held": one,
        "chain": found,
        "name": one.told.name,
        "key": one.told.public_id.hex,
        "url": addresses("systems:contract")(one.told.public_id) if is_own else "",
        "organisation": one.told.organisation,
        "supplier": one.told.supplier,
        "ends": say.day(one.ends_on) if one.ends_on else "",
        "longest": _longest(one, by, say),
        "standing": STANDINGS[one.standing],
        "colour": _COLOURS.get(one.standing, "neutral"),
        "problem": say.problem(one.problem) if one.problem else "",
        "coming": f"{retender.act(coming, say)}: {say.day(coming.by)}" if coming else "",
        "acts": acts,
        "end_because": retender.told(found.end.because, say) if found else (),
        "ways": [retender.remedy(way, say) for way in remedies_of(one, by)],
        "limits": list(_limits(one, by, say)),
        "route": say.say(f"retender.route.{one.route.value}"),
    }


def _limits(one: Held, by: Reckoning, say: Words) -> Iterator[str]:
    """What the law's limits say of buying the same again."""
    found, agreement = worth_of(one, by), agreement_length(one, by)
    if found is not None:
        said = (
            _(
                "Worth %(worth)s over four years, at or above the threshold of %(limit)s: "
                "it must be tendered in the EU."
            )
            if found.tender
            else _("Worth %(worth)s over four years, below the threshold of %(limit)s.")
        )
        yield said % {"worth": say.money(found.total), "limit": say.money(found.limit)}
    if agreement is not None and agreement.over and one.told.agreement is not None:
        said = _(
            "The framework agreement %(number)s runs for %(months)s months, "
            "longer than the %(most)s that the law allows without a particular reason."
        )
        yield said % {
            "number": one.told.agreement.number,
            "months": agreement.months,
            "most": agreement.most.months,
        }
        if agreement.exception:
            yield _("The reason that is written down: %(reason)s") % {"reason": agreement.exception}


def _acts(found: Chain, say: Words) -> Iterator[Shown]:
    for act in found.acts:
        yield {
            "what": retender.act(act, say),
            "by": say.day(act.by),
            "until": say.day(act.ends_on) if act.ends_on else "",
            "late": act.late,
            "because": " ".join(retender.told(act.because, say)),
        }


def _longest(one: Held, by: Reckoning, say: Words) -> str:
    """The last day with every option that is left; empty where that is no other."""
    if one.terms is None or not one.terms.options_left:
        return ""
    on = by.by_route[one.route].on
    last = end(one.terms, on, len(one.terms.options_left)).on
    return say.day(last) if last and last != one.ends_on else ""


def _assumed(by: Reckoning) -> list[str]:
    texts = (asking.lead_times.assumed for asking in by.by_route.values())
    return [text.in_language(language()) for text in texts if text is not None]


def _picture(lines: Sequence[Shown], on: date) -> str:
    bars = [bar for line in lines if (bar := _bar(line, on)) is not None]
    count = len(bars)
    description = ngettext(
        "%(count)s contract, from when something must begin until it ends. The table below says the same.",
        "%(count)s contracts, from when something must begin until they end. The table below says the same.",
        count,
    ) % {"count": count}
    said = Said(_("When contracts end, and when somebody must act"), description, _("Today"), _month)
    return timeline_picture(bars, on, said) if bars else ""


def _bar(line: Shown, on: date) -> Bar | None:
    one, found = line["held"], line["chain"]
    if one.ends_on is None or found is None or one.ends_on < on - timedelta(days=366):
        return None
    say = words()
    first = min([act.by for act in found.acts], default=on)
    marks = tuple(Mark(act.by, f"{retender.act(act, say)} {say.day(act.by)}", act.late) for act in found.acts)
    parts = [line["name"], line["organisation"], str(line["standing"]), f"{_('Ends')} {line['ends']}"]
    return Bar(
        title=line["name"],
        said=". ".join(parts),
        url=f"#c-{line['key']}",
        starts_on=min(first, one.ends_on),
        ends_on=one.ends_on,
        light=_LIGHTS.get(one.standing, "grey"),
        note=str(line["standing"]) if one.standing is Standing.LATE else "",
        marks=marks,
    )


def _month(first: date, step: int) -> str:
    return date_format(first, "Y" if step == 12 else "M Y")
