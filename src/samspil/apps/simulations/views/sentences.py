"""A comparison in sentences: what a council reads first, and what stands in the matter that is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samspil.apps.simulations.views.figures import DAYS, NUMBER, SHARE, amount, is_sure, result_of, span, told
from samspil.apps.simulations.views.named import in_language, name_of

Data = Mapping[str, Any]


def in_words(run: Any) -> list[str]:
    """What came out, each model in a sentence or a few."""
    models, result = run.inputs["models"], result_of(run)
    found = []
    for at, (model, told_of) in enumerate(zip(models, result["models"], strict=True)):
        apart = result["differences"][at - 1] if at else None
        found.append(" ".join(_sentences(model, told_of["total"], apart, models[0])))
    return found


def _sentences(model: Data, total: Data, apart: Data | None, first: Data) -> Iterator[str]:
    yield _days(model, total["median_days"], apart, first)
    if total["in_time"]["mean"] is not None:
        yield _in_time(total["in_time"], apart)
    if total["passes"]["mean"] is not None:
        yield _("A joint proposal is carried %(share)s of the time.") % {
            "share": amount(total["passes"]["mean"], SHARE)
        }
    if total["hours"]["mean"]:
        yield _("People spend %(hours)s hours a year on it.") % {
            "hours": amount(total["hours"]["mean"], NUMBER)
        }


def _days(model: Data, median: Data, apart: Data | None, first: Data) -> str:
    said = {"model": name_of(model), "days": amount(median["mean"], DAYS), "first": name_of(first)}
    if apart is None or apart["median_days"]["mean"] is None:
        return _("With “%(model)s” half of the matters are decided within %(days)s.") % {
            **said,
            "days": told(median, DAYS),
        }
    differs = apart["median_days"]
    if not is_sure(differs):
        return (
            _(
                "With “%(model)s” half of the matters are decided within %(days)s. Whether that is more or"
                " fewer than with “%(first)s” cannot be told."
            )
            % said
        )
    said |= {"more": amount(differs["mean"], DAYS), "span": span(differs, DAYS)}
    if differs["mean"] < 0:
        return (
            _(
                "With “%(model)s” half of the matters are decided within %(days)s, %(more)s fewer than with"
                " “%(first)s” (%(span)s)."
            )
            % said
        )
    return (
        _(
            "With “%(model)s” half of the matters are decided within %(days)s, %(more)s more than with"
            " “%(first)s” (%(span)s)."
        )
        % said
    )


def _in_time(figure: Data, apart: Data | None) -> str:
    share = amount(figure["mean"], SHARE)
    if apart is None or not is_sure(apart["in_time"]):
        return _("%(share)s are decided in time.") % {"share": share}
    said = {"share": share, "more": amount(apart["in_time"]["mean"] * 100, NUMBER)}
    if apart["in_time"]["mean"] > 0:
        return _("%(share)s are decided in time, %(more)s percentage points more.") % said
    return _("%(share)s are decided in time, %(more)s percentage points fewer.") % said


def overloads(run: Any) -> list[str]:
    """Where more comes than there is room for: the figures are then those of the years that were played."""
    found = []
    for model, result in zip(run.inputs["models"], run.result["models"], strict=True):
        for key in result["overloaded"]:
            body = model["forums"].get(key) or model["roles"].get(key) or {"da": key}
            found.append(
                _(
                    "With “%(model)s” more comes to %(body)s than there is room for. The queue grows year by"
                    " year, so the days would be more if more years were played."
                )
                % {"model": name_of(model), "body": in_language(body)}
            )
    return found
