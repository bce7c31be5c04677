"""How an initiative goes, in short, for its own page: status, phases, risks, and what is open."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.forms.choices import AFFECTED, NOTE_SORTS
from samspil.apps.portfolio.selectors.following import Due, following_by
from samspil.apps.portfolio.selectors.project_models import Offered, facts_by, known_by
from samspil.apps.portfolio.selectors.reports import report_due_on
from samspil.apps.portfolio.selectors.whole import Whole
from samspil.apps.portfolio.selectors.whole_rows import Concerned, Reported, Threat
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.risk_picture import level, level_word
from samspil.core.governance.language.basics import Who
from samspil.core.governance.language.mandates import DECIDING
from samspil.core.portfolio.phases import lacking, phases_that_hold
from samspil.kit.web.addresses import addresses
from samspil.wording.catalogues import Language
from samspil.wording.words import Words

Shown = dict[str, Any]
MOST: Final = 5
MOST_WRITTEN: Final = 400
_COLOURS: Final = {"high": "danger", "middle": "warning", "low": "success"}


def going(whole: Whole, asked: Due | None, today: date, words: Words) -> Shown:
    """What the parts about how it goes show."""
    return {
        "status": status(whole, words),
        "due": _due_line(asked, words),
        "phases": phases(whole, today, words.language),
        "risks": risks(whole, today, words),
        "before_live": before_live(whole, words),
        "notes": [
            {"title": one.title, "sort": NOTE_SORTS[one.sort], "day": words.day(one.noted_on)}
            for one in whole.going.notes[:MOST]
        ],
        "more_notes": max(0, len(whole.going.notes) - MOST),
    }


def status(whole: Whole, words: Words) -> Shown | None:
    """The newest report: its lights, why one differs from the numbers, and the lights of those before."""
    if not whole.reports:
        return None
    newest = whole.reports[0]
    return {
        "day": words.day(newest.on),
        "text": shortened(newest.text),
        "because": newest.differs_because,
        "lights": [
            {"label": label, **_light(getattr(newest, area)), "numbers": _otherwise(newest, area)}
            for area, label in _areas()
        ],
        "strip": [
            {**_light(one.overall), "on": one.on, "day": words.weekday(one.on)}
            for one in reversed(whole.reports[:4])
        ],
    }


def shortened(text: str, most: int = MOST_WRITTEN) -> str:
    """The beginning of what somebody wrote, cut between two words."""
    return text if len(text) <= most else f"{text[:most].rsplit(None, 1)[0]} …"


def _areas() -> list[tuple[str, str]]:
    return [
        ("expenditure", _("Expenditure")),
        ("time", _("Time")),
        ("economic_benefits", _("Economic benefits")),
        ("other_benefits", _("Other benefits")),
    ]


def _light(value: str) -> Shown:
    return {"word": naming.LIGHTS[value], "colour": naming.LIGHT_COLOURS[value]}


def _otherwise(one: Reported, area: str) -> str:
    """What the numbers said, where the report says otherwise."""
    said = one.from_numbers.get("lights", {}).get(area, "grey")
    return str(naming.LIGHTS[said]) if said not in ("grey", getattr(one, area)) else ""


def due_of(whole: Whole, today: date) -> Due | None:
    """When one's own initiative is to be reported on next; not at all where it is over or rests."""
    if not whole.is_own:
        return None
    following = following_by(whole.models, today, whole.initiative.project_model)
    return report_due_on(whole.initiative, following, today)


def _due_line(found: Due | None, words: Words) -> Shown | None:
    if found is None:
        return None
    told = {"day": words.weekday(found.on)}
    if found.days_late:
        return {"is_late": True, "on": found.on, "text": _("The report was due on %(day)s.") % told}
    return {"is_late": False, "on": found.on, "text": _("The next report is due on %(day)s.") % told}


def phases(whole: Whole, today: date, language: Language) -> Shown | None:
    """The phases it goes through, and what it is left by: the gate, what that lacks, and who may decide."""
    followed, row = whole.followed, whole.initiative
    if followed is None:
        return None
    known = known_by(
        row,
        followed.model,
        ((one.cost_minor, one.currency) for one in reversed(whole.estimates) if one.cost_minor is not None),
    )
    holding = phases_that_hold(followed.project, facts_by(row, followed.model, known, today))
    here = holding.index(row.phase) if row.phase in holding else -1
    told = {
        "model": followed.project.name.in_language(language),
        "place": here + 1,
        "count": len(holding),
        "steps": [
            {
                "name": followed.project.phases[key].name.in_language(language),
                "is_here": place == here,
                "is_done": place < here or row.end == "completed",
            }
            for place, key in enumerate(holding)
        ],
    }
    return told | (_gate(whole, followed, language) if whole.is_own and row.is_open else {})


def _gate(whole: Whole, followed: Offered, language: Language) -> Shown:
    phase = followed.project.phases.get(whole.initiative.phase)
    if phase is None:
        return {}
    lack = lacking(phase, whole.going.ready, whole.going.answers)
    criteria = phase.gate.criteria if phase.gate else {}
    name = phase.gate.name.in_language(language) if phase.gate else ""
    return {
        "gate": name or _("Leave the phase %(phase)s") % {"phase": phase.name.in_language(language)},
        "is_asked": whole.gate is not None,
        "lacks": [
            *(phase.documents[key].name.in_language(language) for key in lack.documents),
            *(criteria[key].name.in_language(language) for key in (*lack.unanswered, *lack.unmet)),
        ],
        "may_decide": may_decide(followed, language),
    }


def may_decide(followed: Offered, language: Language) -> list[str]:
    """Who may decide at the gates of a project model, by name, in the order of the delegation plan.

    Whoever decides everything is named only where nobody is given these gates.
    """
    mandates = [one for one in followed.model.spec.mandates.values() if one.code in DECIDING]
    given = [one.who for one in mandates if one.kinds != "all" and followed.kind in one.kinds]
    bodies = given or [one.who for one in mandates if one.kinds == "all"]
    return list(dict.fromkeys(name for who in bodies if (name := _body(followed, who, language))))


def _body(followed: Offered, who: Who, language: Language) -> str:
    spec = followed.model.spec
    if who.forum is not None:
        return spec.forums[who.forum].name.in_language(language)
    return spec.roles[who.role].name.in_language(language) if who.role is not None else ""


def risks(whole: Whole, today: date, words: Words) -> Shown:
    """The open risks in numbers, and the worst of them."""
    found = whole.going.risks
    told = ngettext("%(n)s open risk.", "%(n)s open risks.", len(found)) % {"n": len(found)}
    counts = [(of, sum(weight(one) == of for one in found)) for of in _COLOURS]
    return {
        "told": " ".join([told, *(f"{level_word(of)}: {n}." for of, n in counts if n)]),
        "rows": [_risk(one, today, words) for one in found[:MOST]],
    }


def weight(one: Threat) -> str:
    """How serious a risk is."""
    return level(one.likelihood, one.impact)


def _risk(one: Threat, today: date, words: Words) -> Shown:
    return {
        "title": one.title,
        "level": level_word(weight(one)),
        "colour": _COLOURS[weight(one)],
        "owner": one.owner,
        "review_on": one.review_on,
        "review_day": words.weekday(one.review_on),
        "is_late": one.review_on < today,
    }


def before_live(whole: Whole, words: Words) -> Shown:
    """What is open before it goes live, and when that is by the plan."""
    live_on = whole.initiative.expected_end
    return {
        "points": [
            {
                "who": one.who,
                "affected": AFFECTED[one.affected],
                "point": one.open_point if one.closed_on is None else "",
                "not_involved": one.involved_on is None,
            }
            for one in open_points(whole)
        ],
        "day": words.day(live_on) if live_on else "",
        "any": bool(whole.going.concerned),
    }


def open_points(whole: Whole) -> list[Concerned]:
    """Points that are open, and those whom nobody has involved yet."""
    return [
        one
        for one in whole.going.concerned
        if one.involved_on is None or (one.open_point and one.closed_on is None)
    ]


def pages(whole: Whole) -> dict[str, str]:
    """Where each part stands in full, for those who may see it there."""
    key = whole.initiative.public_id
    names = ("reports", "phases", "risks", "notes", "involvement") if whole.is_own else ("reports",)
    return {name: addresses(f"portfolio:{name}")(key) for name in names}


def asked_on(whole: Whole, words: Words) -> str:
    """The day a gate was asked for; empty where none is."""
    return words.day(timezone.localdate(whole.gate.asked_at)) if whole.gate else ""
