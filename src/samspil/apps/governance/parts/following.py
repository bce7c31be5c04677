"""The page of a long list that a worker carries out: how far it has come, and the way on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspil.kit.jobs.confirmed import UnderWay
from samspil.kit.web.language import words


@dataclass(frozen=True, slots=True)
class Followed:
    """A list on its way: what it is called, what came of it, and where the page's buttons lead.

    ``list_url`` is where it is seen again, ``again_url`` where another is sent, ``over`` where it leads and
    how that is called.
    """

    file_name: str
    done: str
    here: str
    stop_url: str
    list_url: str
    again_url: str
    over: tuple[str, str]
    crumbs: list[tuple[str, str]]


def follow(request: HttpRequest, far: UnderWay, one: Followed) -> HttpResponse:
    """How far it has come; the part for htmx, the page for others."""
    say, progress = words(), far.progress
    over_url, over_label = one.over
    context = {
        "file_name": one.file_name,
        "far": far,
        "told": [say.problem(reason) for reason in far.stopped],
        "done": one.done,
        "again_at": progress.again_at if progress else None,
        "done_lines": say.number(progress.done) if progress else "",
        "all_lines": say.number(progress.total) if progress else "",
        "here": one.here,
        "stop_url": one.stop_url,
        "list_url": one.list_url,
        "again_url": one.again_url,
        "over_url": over_url,
        "over_label": over_label,
        "crumbs": one.crumbs,
    }
    is_part = getattr(request, "htmx", False)
    shown = "governance/parts/import_progress.html" if is_part else "governance/import_progress.html"
    return render(request, shown, context)
