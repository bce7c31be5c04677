"""A stored forecast in words and figures: what is likely, what drives it, what it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samspil.apps.benefits.forms.forecasts import TOGETHER, title_of
from samspil.core.errors import Problem
from samspil.core.forecasting.published import Finding
from samspil.core.forecasting.spread_picture import Band, Said, spread_picture
from samspil.core.units import Money
from samspil.kit.web.addresses import addresses
from samspil.kit.web.language import language, words
from samspil.library import reference_findings
from samspil.wording.words import Words

MOST_DRIVERS: Final = 10
_OWN: Final = "+own"
Result = Mapping[str, Any]


def forecast_shown(row: Any) -> dict[str, Any]:
    """Everything that the page tells of a forecast."""
    result, inputs, say = row.result, row.inputs, words()
    spent = sum(inputs.get("spent", {}).values())
    lines = [_line(one, result, row.on, say, is_rest=spent > 0) for one in _told(result)]
    return {
        "row": row,
        "made": say.moment(row.made_at),
        "lines": lines,
        "picture": _picture(lines),
        "chances": list(_chances(result, say)),
        "causes": _causes(result, say),
        "drivers": _drivers(row, say),
        "reserves": _reserves(result, say),
        "classes": [_class(one, inputs, say) for one in inputs["question"]["classes"]],
        "cautions": [say.problem(one) for one in _cautions(row, say)],
        "years": _years(result, row.on, say),
        "left_out": inputs["left_out"],
        "without_end": inputs["without_end"],
        "hours_left_out": inputs["hours_left_out"],
        "spent": _money(spent, say) if spent else "",
        "overspent": inputs.get("overspent", []),
        "together": "" if row.initiative_id else _together(inputs["question"]["together"]),
        "drawn": {
            "scenarios": say.number(inputs["question"]["scenarios"]),
            "seed": row.seed,
            "method": row.method,
            "digest": result["digest"][:12],
            "rate": say.number(Fraction(inputs["question"]["rate"]) * 100),
        },
    }


def _told(result: Result) -> list[str]:
    """What has been planned at all."""
    planned = result["planned"]
    found = [name for name in ("cost", "benefit") if planned[name]]
    return [*found[:1], *(["end"] if planned["end"] else []), *found[1:], *(["net"] if found else [])]


def _at(spread: Mapping[str, Any], level: float) -> float:
    return float(dict(zip(spread["levels"], spread["values"], strict=True))[level])


def _together(share: float) -> str:
    """How much the initiatives share their luck, as somebody chose it."""
    return str(dict(TOGETHER).get(f"{share:g}", f"{share:g}"))


def _line(name: str, result: Result, on: date, say: Words, *, is_rest: bool = False) -> dict[str, Any]:
    """One row of the table. What is better the larger it is is promised from below."""
    spread, planned = result[name], result["planned"][name]
    is_good = name in {"benefit", "net"}
    levels = (0.5, 0.2, 0.1) if is_good else (0.5, 0.8, 0.9)
    values = [_at(spread, level) for level in levels]
    labels = {
        "cost": _("Cost that is left") if is_rest else _("Total cost"),
        "end": _("Taken into use"),
        "benefit": _("Benefits"),
        "net": _("Net today"),
    }

    def told(value: float) -> str:
        return _day(value, on, say) if name == "end" else _money(value, say)

    return {
        "label": labels[name],
        "planned": told(planned),
        "middle": told(values[0]),
        "p80": told(values[1]),
        "p90": told(values[2]),
        "band": (_at(spread, 0.1), values[0], _at(spread, 0.9), planned),
        "ends": (told(_at(spread, 0.1)), told(_at(spread, 0.9))),
    }


def _picture(lines: Sequence[Mapping[str, Any]]) -> SafeString:
    bands = []
    for one in lines:
        low, middle, high, planned = one["band"]
        said = _("%(what)s: planned %(planned)s, eight times in ten between %(low)s and %(high)s") % {
            "what": one["label"],
            "planned": one["planned"],
            "low": one["ends"][0],
            "high": one["ends"][1],
        }
        bands.append(Band(one["label"], said, low, middle, high, planned, one["ends"]))
    beside = Said(
        _("The forecast as bands"),
        _("Each band holds eight futures in ten; the table below says the same."),
        _("as planned"),
        _("as likely above as below"),
    )
    return mark_safe(spread_picture(bands, beside))  # nosec B308 B703 – the picture escapes every text


def _chances(result: Result, say: Words) -> Iterator[tuple[str, str]]:
    found, planned = result["chances"], result["planned"]
    if planned["cost"]:
        yield _("It costs more than planned"), _share(found["cost_above_plan"], say)
        yield _("It costs more than half as much again"), _share(found["cost_half_above_plan"], say)
    if planned["end"]:
        yield _("It is taken into use later than planned"), _share(found["end_after_plan"], say)
    if planned["benefit"] > 0:
        yield _("It brings less than planned"), _share(found["benefit_below_plan"], say)
        yield _("It brings less than half of what is planned"), _share(found["benefit_below_half"], say)
    if planned["cost"] and planned["benefit"]:
        yield _("It costs more than it brings"), _share(found["net_below_zero"], say)


def _causes(result: Result, say: Words) -> list[tuple[str, str]]:
    """What the spread of the net comes of, all initiatives together."""
    labels = {"cost": _("Total cost"), "delay": _("Delay"), "benefit": _("Benefits")}
    sums = {cause: sum(one[cause] for one in result["drivers"]) for cause in labels}
    return [(labels[cause], _share(sums[cause], say)) for cause in sorted(sums, key=lambda one: -sums[one])]


def _drivers(row: Any, say: Words) -> list[dict[str, str]]:
    """The initiatives that drive the spread of a whole portfolio most."""
    if row.initiative_id is not None:
        return []
    titles, url = row.inputs["initiatives"], addresses("benefits:forecast_of")
    return [
        {
            "title": titles.get(one["initiative"], ""),
            "url": url(UUID(one["initiative"])),
            "share": _share(one["cost"] + one["delay"] + one["benefit"], say),
        }
        for one in row.result["drivers"][:MOST_DRIVERS]
    ]


def _reserves(result: Result, say: Words) -> list[tuple[str, str]]:
    found = result["reserves"]
    if not found["plan"]["minor"]:
        return []
    return [
        (_("Planned"), _money(found["plan"]["minor"], say)),
        (_("Budget that holds as often as not"), _money(found["budget"]["minor"], say)),
        (_("Reserve that the initiatives hold themselves"), _money(found["project"]["minor"], say)),
        (_("Central reserve, drawn on by decision"), _money(found["central"]["minor"], say)),
    ]


def _class(one: Mapping[str, Any], inputs: Mapping[str, Any], say: Words) -> dict[str, Any]:
    """A reference class with all that must be known to judge it."""
    key = one["key"].removesuffix(_OWN)
    finding = _findings().get(key)
    tongue, own = language(), inputs["own"].get(one["measured"], 0)
    things = {"cost": _("Total cost"), "duration": _("Duration"), "benefit": _("Benefits")}
    cap = one["tail"][3] if one["tail"] else None
    return {
        "measured": things[one["measured"]],
        "title": title_of(finding) if finding else key,
        "source": one["source"],
        "published": one["period"],
        "n": say.number(one["n"] - own),
        "own": own,
        "cap": say.number(Fraction(cap)) if cap is not None else "",
        "assumed": finding.assumed.why.in_language(tongue) if finding and finding.assumed else one["assumed"],
        "caution": finding.caution.in_language(tongue) if finding and finding.caution else "",
        "disagrees": [
            title_of(other)
            for name in (finding.disagrees_with if finding else [])
            if (other := _findings().get(name)) is not None
        ],
    }


def _plain(value: Any, say: Words) -> Any:
    """A number as people write it."""
    return say.number(Fraction(value)) if isinstance(value, int | float) else value


def _cautions(row: Any, say: Words) -> Iterator[Problem]:
    for one in (*row.inputs["cautions"], *row.result["cautions"]):
        args = {name: _plain(value, say) for name, value in one["args"].items()}
        finding = _findings().get(str(args.get("key", "")).removesuffix(_OWN))
        if finding is not None:
            args["key"] = title_of(finding)
        yield Problem(one["code"], args)


def _years(result: Result, on: date, say: Words) -> list[dict[str, str]]:
    """Year by year, as likely above as below, and what holds four times in five."""
    return [
        {
            "from": say.day(on + relativedelta(years=number)),
            "cost": _money(_at(one["cost"], 0.5), say),
            "cost_80": _money(_at(one["cost"], 0.8), say),
            "benefit": _money(_at(one["benefit"], 0.5), say),
            "benefit_80": _money(_at(one["benefit"], 0.2), say),
        }
        for number, one in enumerate(result["years"])
    ]


def _findings() -> dict[str, Finding]:
    return {one.key: one for one in reference_findings()}


def _money(minor: float, say: Words) -> str:
    """To the nearest thousand: no forecast knows more."""
    return say.money(Money(round(minor / 100_000) * 100_000, "DKK"))


def _day(months: float, on: date, say: Words) -> str:
    return say.day(on + relativedelta(months=round(months)))


def _share(part: float, say: Words) -> str:
    return say.percent(Fraction(part))
