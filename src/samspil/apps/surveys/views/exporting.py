"""What may be shown of a closed round as a file: exactly what its page shows, in every sight of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.selectors.access import access_closed
from samspil.apps.surveys.selectors.outcome import outcome_of, written_in
from samspil.apps.surveys.views.closed_page import sights
from samspil.core.surveys.language import said_about
from samspil.core.surveys.suppression import TOTAL
from samspil.kit.excel import writing
from samspil.kit.excel.writing import Cell, Table
from samspil.kit.web.language import language

if TYPE_CHECKING:
    from samspil.apps.surveys.models import Round


@require_safe
@page
def export(request: HttpRequest, acting: Acting, public_id: UUID, what: str, form: str) -> HttpResponseBase:
    """Results or words, as Excel or CSV."""
    row = access_closed(acting, public_id)
    tables = {"results": _results, "words": _words}
    if what not in tables or form not in ("xlsx", "csv"):
        raise Http404
    table = tables[what](row, example_note(acting))
    content = writing.as_xlsx(table) if form == "xlsx" else writing.as_csv(table)
    answer = HttpResponse(content, content_type=writing.EXCEL if form == "xlsx" else writing.CSV)
    name = f"{timezone.localdate():%Y-%m-%d} {table.title}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _results(row: Round, note: str) -> Table:
    columns = [
        _("Question"),
        _("What is counted"),
        _("Area"),
        _("Function"),
        _("People"),
        _("Answers"),
        _("Of them so"),
        _("Share, percent"),
        _("Lower bound, percent"),
        _("Upper bound, percent"),
    ]
    return Table(_("Survey results"), columns, _lines(row), note)


def _lines(row: Round) -> Iterator[list[Cell]]:
    """How many answered, then each question: a line for every cell that somebody can look at."""
    outcome = outcome_of(row)
    everybody, hidden = _("Everybody"), _("Hidden")
    names = {key: name.in_language(language()) for key, name in outcome.survey.functions.items()}
    cells = list(dict.fromkeys(cell for sight in sights(outcome) for _name, cell in sight.lines))
    for area in (*outcome.people, TOTAL):
        found = outcome.everybody.get((area, TOTAL))
        people = outcome.people.get(area) or sum(outcome.people.values())
        answered: Cell = found[0] if found else hidden
        yield [_("Everybody who answered"), "", area or everybody, everybody, people, answered]
    for one in outcome.asked:
        text = said_about(one.question.text.in_language(language()), row.about)
        share_name = one.scale.share.in_language(language())
        for cell in cells:
            area, function = cell
            share = outcome.share(one, cell)
            start: list[Cell] = [text, share_name, area or everybody, names.get(function, everybody), None]
            if share is None:
                yield [*start, hidden]
                continue
            bounds = (share.interval.share, share.interval.low, share.interval.high)
            yield [*start, share.answers, share.good, *(round(100 * bound) for bound in bounds)]


def _words(row: Round, note: str) -> Table:
    lines = (
        [said_about(question.text.in_language(language()), row.about), ", ".join(group.areas), text]
        for question, groups in written_in(row).values()
        for group in groups
        for text in group.texts
    )
    return Table(_("What was written"), [_("Question"), _("Areas"), _("What was written")], lines, note)
