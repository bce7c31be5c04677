"""What the page of a joint proposal shows: to the association, and to each member asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.joint_answer import JointAnswerForm, answer_form
from samspil.apps.governance.selectors import joint as asking
from samspil.apps.governance.selectors.about import Known
from samspil.apps.governance.selectors.adoptions import KindOnDay
from samspil.apps.governance.selectors.joint import Member, Needed
from samspil.apps.governance.services.joint import may_answer
from samspil.apps.governance.views import clock_words, history, matter_page, route_words
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.events import Answer, MemberAnswered, MemberJoined, MemberLeft, MembersTakePart
from samspil.core.governance.language.joint import Joint
from samspil.core.governance.matter import Matter
from samspil.core.governance.questions import route
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.wording.names import named
from samspil.wording.words import Words

Shown = dict[str, Any]
_OF_THE_MEMBERS: Final = (MemberAnswered, MembersTakePart, MemberJoined, MemberLeft)
_PACE_OF_ANSWER: Final[Mapping[str, str]] = {
    Answer.CONSENTS.value: "preparing",
    Answer.DECLINES.value: "opted_out",
    Answer.DEFERS.value: "observing",
    "": "observing",
}


def shared(known: Known, acting: Acting, now: datetime, words: Words) -> Shown:
    """What all see: asked inside the door, plain values outside."""
    matter, on = known.matter, timezone.localdate(now)
    rule = asking.rule_of(known)
    assert rule is not None
    members = asking.members_of(matter)
    needed = asking.needed(known, rule[1], members, now)
    tell = history.Telling(known.model, matter.kind, words, {})
    lines = [history.line(one, tell) for one in known.events if isinstance(one, _OF_THE_MEMBERS)]
    costs = known.state.matter.attributes.get("amount")
    owner = matter.organisation.name
    return {
        "matter": matter,
        "owner": owner,
        "is_owner": matter.organisation_id == acting.organisation_id,
        "matter_url": address("governance:matter", matter.public_id),
        "kind": naming.kind(known.model, matter.kind, words.language),
        "standing": matter_page.standing(known, words),
        "clock": clock_words.of_matter(matter, known.model, now, words),
        "waits": matter.body == "members members",
        "carried": known.state.carried_on is not None,
        "facts": _facts(known, words),
        "pace": [_pace(one, acting, on) for one in members],
        "members": [_member(one, acting, on, words) for one in members],
        "needed": needed_words(needed, words),
        "answered": sum(one.answer not in {"", Answer.DEFERS.value} for one in members),
        "asked": len(members),
        "terms": _terms(known, rule[1], now, words),
        "events": lines[::-1],
        "costs": words.money(costs) if isinstance(costs, Money) else "",
        "crumbs": [(_("Matters"), address("governance:matters")), (matter.case_number, "")],
    }


def _facts(known: Known, words: Words) -> list[tuple[str, str]]:
    told = [
        (naming.attribute(known.model, key, words.language), naming.value(known.model, key, value, words))
        for key, value in known.state.matter.attributes.items()
    ]
    return [(_("Case number"), known.matter.case_number), *told]


def _is_with(member: Member, on: date) -> bool:
    part = member.part
    return part is not None and part.joined_on <= on and (part.leaves_on is None or on < part.leaves_on)


def _pace(member: Member, acting: Acting, on: date) -> Shown:
    """How far a member has come; its part says more than its answer."""
    pace = _PACE_OF_ANSWER.get(member.answer, "observing")
    if member.part is not None:
        pace = member.part.pace if _is_with(member, on) else "opted_out"
    word = _answer_words(member.answer) if member.part is None else _PACES[pace]()
    return {
        "name": member.name,
        "code": member.name[:3].upper(),
        "pace": pace,
        "word": word,
        "own": member.code == acting.code,
    }


_PACES: Final[Mapping[str, Any]] = {
    "observing": lambda: _("Follows"),
    "preparing": lambda: _("Prepares"),
    "joining": lambda: _("Joins"),
    "implementing": lambda: _("Implements"),
    "live": lambda: _("In operation"),
    "opted_out": lambda: _("Not with"),
}


def _answer_words(answer: str) -> str:
    return {
        Answer.CONSENTS.value: _("Consents"),
        Answer.DECLINES.value: _("Declines"),
        Answer.DEFERS.value: _("Needs more time"),
    }.get(answer, _("Has not answered"))


_COLOURS: Final = {
    Answer.CONSENTS.value: "success",
    Answer.DECLINES.value: "danger",
    Answer.DEFERS.value: "warning",
}


def _member(member: Member, acting: Acting, on: date, words: Words) -> Shown:
    part = member.part
    since = until = ""
    if part is not None:
        since = words.day(part.joined_on)
        until = words.day(part.leaves_on) if part.leaves_on else ""
    return {
        "name": member.name,
        "own": member.code == acting.code,
        "answer": _answer_words(member.answer),
        "colour": _COLOURS.get(member.answer, "neutral"),
        "when": words.day(timezone.localdate(member.answered_at)) if member.answered_at else "",
        "mandate": member.mandate_name.get(words.language, ""),
        "since": since,
        "until": until,
        "is_with": _is_with(member, on),
        "own_url": _own_url(member, acting),
    }


def _own_url(member: Member, acting: Acting) -> str:
    own = member.own_matter is not None and member.code == acting.code
    return address("governance:matter", member.own_matter) if own else ""


def needed_words(needed: Needed, words: Words) -> list[str]:
    """What is still needed, in sentences."""
    if needed.all_of_them:
        everybody = {"count": needed.members, "asked": needed.asked}
        return [_("Everybody must be with: %(count)s of %(asked)s have consented.") % everybody]
    told = []
    if needed.least_members:
        told.append(_members_needed(needed))
    if needed.least_people:
        people = {"least": words.number(needed.least_people), "people": words.number(needed.people)}
        told.append(_("At least %(least)s inhabitants are needed together; so far %(people)s.") % people)
    return told


def _members_needed(needed: Needed) -> str:
    missing = max(0, needed.least_members - needed.members)
    args = {"least": needed.least_members, "count": needed.members, "missing": missing}
    if not missing:
        return _("At least %(least)s members are needed; %(count)s have consented.") % args
    return (
        ngettext(
            "At least %(least)s members are needed; %(count)s have consented, %(missing)s is missing.",
            "At least %(least)s members are needed; %(count)s have consented, %(missing)s are missing.",
            missing,
        )
        % args
    )


def _terms(known: Known, rule: Joint, now: datetime, words: Words) -> list[tuple[str, str]]:
    """On which terms one comes in later, and leaves."""
    joining = _("Nobody can join later.")
    if rule.late_joining is not None:
        joining = rule.late_joining.terms.in_language(words.language)
        last = asking.last_day_to_join(known, rule, now)
        if last is not None:
            joining = _("%(terms)s Until %(day)s.") % {"terms": joining, "day": words.day(last)}
    reading = known.model.program.book.read(rule.leaving.notice, timezone.localdate(now))
    notice = words.quantity(reading.value, reading.unit.value)
    leaving = rule.leaving.terms.in_language(words.language)
    told = [(_("Joining later"), joining), (_("Leaving"), leaving), (_("Notice"), notice)]
    if rule.leaving.ends_with_membership:
        told.append((_("If a member leaves the association"), _("It is then out of this as well.")))
    if rule.leaving.only_by:
        names = ", ".join(naming.kind(known.model, one, words.language) for one in rule.leaving.only_by)
        told.append((_("The association must first have granted"), names))
    return told


def own(
    known: Known,
    rule: Joint,
    acting: Acting,
    now: datetime,
    asked: tuple[Words, JointAnswerForm | None],
) -> Shown:
    """What a member sees of itself: its own matter, whether the answer came through, or the form."""
    words, sent = asked
    on = timezone.localdate(now)
    matters = asking.own_answers(acting, known.matter.public_id)
    under_way = next((one for one in matters if one.matter.is_open), None)
    kind = asking.answering_kind(acting, rule, on)
    said = known.state.answers.get(acting.code)
    is_with = acting.code in asking.taking_part(known, on)
    doing = _doing(known, acting, rule, now)
    form = None
    if doing and kind is not None and under_way is None and may_answer(kind, acting):
        form = sent or answer_form(kind, words)
    return {
        "own_matters": [_own_matter(one, known, words) for one in matters],
        "under_way": under_way is not None,
        "doing": doing,
        "is_with": is_with,
        "form": form,
        "may_defer": doing == "answer" and form is not None and said is None,
        "brought_by": _bringers(kind, words) if kind else "",
        "no_kind": kind is None,
    }


def _doing(known: Known, acting: Acting, rule: Joint, now: datetime) -> str:
    """What a member can do now: answer, join later, leave; or nothing."""
    part = known.state.participants.get(acting.code)
    if known.matter.body == "members members" and acting.code in known.state.members:
        return "answer"
    if known.state.carried_on is None:
        return ""
    if part is not None and part.leaves_on is None:
        return "leave"
    last = asking.last_day_to_join(known, rule, now)
    is_late = last is not None and timezone.localdate(now) > last
    return "" if rule.late_joining is None or is_late or part is not None else "join"


def _bringers(kind: KindOnDay, words: Words) -> str:
    roles = kind.model.spec.roles
    return ", ".join(roles[one].name.in_language(words.language) for one in kind.kind.brought_by)


def _own_matter(one: Known, known: Known, words: Words) -> Shown:
    """The municipality's own matter, and whether what it decided has reached the proposal."""
    matter = one.matter
    reached = _reached(str(matter.public_id), known)
    at = "" if matter.end else naming.body(one.model, matter.body, words.language)
    return {
        "number": matter.case_number,
        "url": address("governance:matter", matter.public_id),
        "standing": matter_page.standing(one, words),
        "at": at,
        "reached": reached,
        "not_counted": matter.result in {"approved", "rejected"} and not reached,
    }


def _reached(own: str, known: Known) -> bool:
    """Whether one of the proposal's events rests on this matter."""
    authorities = (getattr(event, "authority", None) for event in known.events)
    return any(getattr(one, "matter", None) == own for one in authorities)


def preview(kind: KindOnDay, form: JointAnswerForm, acting: Acting, now: datetime, words: Words) -> Shown:
    """Who decides in the municipality, under which mandate, and by when, before anything is sent."""
    matter = Matter("preview", kind.key, form.known, str(acting.person), acting.unit)
    try:
        way = route(kind.model, matter, now)
    except ProblemsError as error:
        problem = named(error.problems[0], kind.model, words)
        return {"refused": words.problem(problem)}
    steps = route_words.for_passages(kind.model, way.passages, words)
    deciding = way.deciding
    if deciding is None or deciding.mandate is None:
        return {"steps": steps, "who": "", "by": words.day(timezone.localdate(way.at))}
    return {
        "steps": steps,
        "who": naming.body(kind.model, str(deciding.step.body), words.language),
        "right": route_words.mandate_words(kind.model, deciding.mandate.key, words),
        "by": words.day(timezone.localdate(way.at)),
    }
