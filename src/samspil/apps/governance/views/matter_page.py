"""What the page of a matter shows, put together from its rows and its model."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.forms.acting import MeetForm, PaperForm
from samspil.apps.governance.parts import naming
from samspil.apps.governance.selectors.about import Beside, Known, beside, model_at
from samspil.apps.governance.selectors.about_what import about_what
from samspil.apps.governance.selectors.listing import owes
from samspil.apps.governance.views import clock_words, history, route_words
from samspil.apps.governance.views.doing import Sent, doing
from samspil.apps.organisations.selectors import holders_of, names_of
from samspil.apps.organisations.types import Acting
from samspil.core.governance.events import Decided, ItemAnswered
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.organisation import Effect
from samspil.kit.web.addresses import address
from samspil.wording.words import Words

Shown = dict[str, Any]
COLOURS = {
    Effect.APPROVES.value: "success",
    Effect.REJECTS.value: "danger",
    Effect.RETURNS.value: "warning",
}
RESULT_COLOURS = {"approved": "success", "rejected": "danger", "withdrawn": "neutral", "lapsed": "warning"}


def context(known: Known, acting: Acting, now: datetime, words: Words, sent: Sent | None = None) -> Shown:
    """Everything the template needs; nothing in it asks the database again."""
    matter = known.matter
    rows = beside(matter)
    clock = clock_words.of_matter(matter, known.model, now, words)
    can = doing(known, acting, now, words, sent)
    if not matter.end and _concerns(known, acting):
        again = sent.form if sent and sent.name == "paper" else None
        can.paper = again if isinstance(again, PaperForm) else PaperForm(auto_id="id_paper_%s")
    way = route_words.drawn(known, words, now=now, clock=clock)
    people = names_of(history.actors_of(known.events) | {one.added_by for one in rows.papers})
    return {
        "matter": matter,
        "kind": naming.kind(known.model, matter.kind, words.language),
        "clock": clock,
        "standing": standing(known, words),
        "table": _table(known, acting, now, words),
        "item": _item(rows, words),
        "can": can,
        "way": way,
        "facts": facts(known, words),
        "history": timeline(known, rows, people, words),
        "papers": [_paper(one, acting, words) for one in rows.papers],
        "obligations": [obligation(one, known, acting, now, words) for one in rows.obligations],
        "decisions": [decision(one, known, words) for one in rows.decisions],
        "people": _people(known, people, words),
        "has_answer": has_answer(known),
        "joint_url": _joint_url(known),
        "about": about_what(matter, acting),
        "crumbs": [(_("Matters"), address("governance:matters")), (matter.case_number, "")],
    }


def _concerns(known: Known, acting: Acting) -> bool:
    bodies = {body for _, body in known.state.visits}
    return known.matter.requester == acting.person or bool(bodies & acting.bodies)


def has_answer(known: Known) -> bool:
    """Whether there is an answer for the one who brought it: it has ended by a decision of somebody's."""
    return known.matter.end != "" and bool(known.state.decisions)


def standing(known: Known, words: Words) -> Shown:
    """Where it stands: a step, or an end with its colour."""
    matter = known.matter
    if matter.end:
        colour = RESULT_COLOURS.get(matter.result, "neutral")
        return {"name": naming.end(known.model, matter.end, words.language), "colour": colour, "ended": True}
    name = naming.step(known.model, matter.kind, matter.step, words.language)
    return {"name": name, "colour": "accent", "ended": False}


def _table(known: Known, acting: Acting, now: datetime, words: Words) -> Shown | None:
    """On whose table it is, by function and name; for a forum also where it meets."""
    matter = known.matter
    if matter.end:
        return None
    name = naming.body(known.model, matter.body, words.language)
    sort, _space, key = matter.body.partition(" ")
    on = timezone.localdate(now)
    if sort == "forum":
        return {"name": name, "people": "", "url": address("governance:forum", key), "forum": True}
    if key == REQUESTER:
        return {"name": matter.requester_name, "people": "", "url": "", "forum": False}
    if sort == "members":
        url = address("governance:joint", matter.public_id)
        return {"name": name, "people": "", "url": url, "forum": False}
    holders = [holder for _role, _person, holder in holders_of(acting.organisation_id, [key], on)]
    people = ", ".join(one for one in dict.fromkeys(holders[:4]) if one != name)
    return {"name": name, "people": people, "url": "", "forum": False}


def _item(rows: Beside, words: Words) -> Shown | None:
    if rows.item is None:
        return None
    meeting = rows.item.meeting
    return {
        "when": words.short_moment(meeting.begins_at),
        "url": address("governance:meeting", meeting.public_id),
    }


def facts(known: Known, words: Words) -> list[tuple[str, str]]:
    """What is known of the matter: by its model, and what was told with it."""
    matter, model = known.matter, known.model
    told = [
        (_("Case number"), matter.case_number),
        (_("Kind"), naming.kind(model, matter.kind, words.language)),
        (_("Brought by"), ", ".join(one for one in (matter.requester_name, matter.unit_name) if one)),
        (_("Brought on"), words.day(timezone.localdate(matter.brought_at))),
    ]
    for key in model.spec.kinds[matter.kind].attributes:
        if key in known.state.matter.attributes:
            value = naming.value(model, key, known.state.matter.attributes[key], words)
            told.append((naming.attribute(model, key, words.language), value))
    return told + [(_fact_name(key), _fact(key, str(value), words)) for key, value in matter.facts.items()]


def _fact_name(key: str) -> str:
    return str(FACTS[key]()) if key in FACTS else key


def _fact(key: str, value: str, words: Words) -> str:
    """A day as people write it; anything else as it was told."""
    try:
        return words.day(date.fromisoformat(value)) if key == "deadline" else value
    except ValueError:
        return value


# What may be told with a matter beside what the model asks for.
FACTS: dict[str, Any] = {
    "kle": lambda: _("Task area (KLE)"),
    "cpv": lambda: _("What is bought (CPV)"),
    "legal_source": lambda: _("Legal source"),
    "deadline": lambda: _("Deadline"),
    "idea": lambda: _("What it is about"),
    "system": lambda: _("System"),
    "supplier": lambda: _("Supplier"),
    "theme": lambda: _("Theme"),
    "source": lambda: _("Source"),
}


def timeline(known: Known, rows: Beside, people: Any, words: Words) -> list[Shown]:
    """The whole history, newest first."""
    tell = history.Telling(known.model, known.matter.kind, words, people)
    lines = [history.line(event, history.under(tell, model)) for event, model in known.by_version()]
    for paper in rows.papers:
        args = {"title": paper.title}
        added = _("Paper added: %(title)s") % args
        lines.append(history.other(paper.added_at, added, paper.added_by_name, words))
        if paper.withdrawn_at:
            withdrawn = _("Paper withdrawn: %(title)s") % args
            lines.append(history.other(paper.withdrawn_at, withdrawn, paper.added_by_name, words))
    for owed in rows.obligations:
        if owed.met_at:
            args = {"what": owed.name[words.language]}
            lines.append(history.other(owed.met_at, _("Done: %(what)s") % args, owed.met_with, words))
    numbered = sorted(enumerate(lines), key=lambda one: (one[1]["at"], one[0]), reverse=True)
    return [one for _number, one in numbered]


def _paper(paper: Any, acting: Acting, words: Words) -> Shown:
    return {
        "title": paper.title,
        "url": "" if paper.withdrawn_at else address("governance:paper", paper.public_id),
        "withdrawn": paper.withdrawn_at is not None,
        "withdraw_url": _withdraw_url(paper, acting),
        "who": paper.added_by_name,
        "when": words.day(timezone.localdate(paper.added_at)),
        "kib": max(1, paper.size // 1024),
    }


def _withdraw_url(paper: Any, acting: Acting) -> str:
    own = paper.withdrawn_at is None and paper.added_by == acting.person
    return address("governance:paper_withdraw", paper.public_id) if own else ""


def obligation(owed: Any, known: Known, acting: Acting, now: datetime, words: Words) -> Shown:
    """What somebody owes, with a form for those who do."""
    member = known.model.municipalities[owed.member].name if owed.member else ""
    met = owed.met_at is not None
    met_text = _("Done %(day)s") % {"day": words.day(timezone.localdate(owed.met_at))} if met else ""
    clock = clock_words.of_day(owed.due_on, known.model, now, words)
    return {
        "name": owed.name[words.language],
        "by": member or _owing(known, owed.owed_by, words),
        "to": _owing(known, owed.owed_to, words),
        "clock": {"state": "met", "text": met_text, "due": None} if met else clock,
        "told": owed.met_with,
        "url": address("governance:obligation_meet", owed.public_id),
        "form": MeetForm(auto_id=f"id_{owed.pk}_%s") if not met and owes(owed, acting) else None,
    }


def _owing(known: Known, body: str, words: Words) -> str:
    """A body that owes or is owed, by its name in the version that knows it, the last first."""
    versions = [model for _event, model in known.by_version()] if known.state.moved_at else [known.model]
    named = (naming.body(model, body, words.language) for model in reversed(versions))
    key = body.partition(" ")[2]
    return next((name for name in named if name != key), key)


def decision(row: Any, known: Known, words: Words) -> Shown:
    """A decision with its mandate and the line it stands on."""
    day = words.day(timezone.localdate(row.decided_at))
    told = [row.body_name[words.language], day, *_by_right(row, known, words)]
    if row.tally:
        tally = {"for": row.tally["votes_for"], "against": row.tally["votes_against"]}
        told.append(_("%(for)s for, %(against)s against") % tally)
    return {
        "title": row.step_name[words.language],
        "url": address("governance:decision", row.public_id),
        "outcome": row.outcome_name[words.language],
        "colour": COLOURS.get(row.effect, "neutral"),
        "reason": row.reason,
        "conditions": row.conditions,
        "facts": told,
        "place": row.place,
    }


def _by_right(row: Any, known: Known, words: Words) -> list[str]:
    model = model_at(known.matter, row.event_sequence) if known.state.moved_at else known.model
    if row.ground == "mandate" and row.mandate in model.spec.mandates:
        return [_("Mandate: %(right)s") % {"right": route_words.mandate_words(model, row.mandate, words)}]
    named = {
        "own_matter": _("Own matter"),
        "clock": _("By the clock"),
        "joint_rule": _("By the members' own answers"),
        "route": _("By the route"),
    }
    return [named[row.ground]] if row.ground in named else []


def _people(known: Known, people: Any, words: Words) -> list[tuple[str, str]]:
    """Who has had to do with it, each once, with what they last did it as."""
    told = {known.matter.requester_name: _("Brought the matter")}
    for event, model in known.by_version():
        if isinstance(event, Decided | ItemAnswered) and event.actor:
            name = history.Telling(model, known.matter.kind, words, people).who(event.actor)
            role = naming.step(model, known.matter.kind, event.step, words.language)
            if name:
                told.setdefault(name, role)
    return list(told.items())


def _joint_url(known: Known) -> str:
    """Where the joint proposal is: this one, or the one that it answers."""
    if known.matter.subject and known.matter.member:
        return address("governance:joint", known.matter.subject)
    return address("governance:joint", known.matter.public_id) if known.state.members else ""
