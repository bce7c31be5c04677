"""What the page of a common initiative shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.joint_answer import answer_form
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.taking_part import DeviateForm, InviteForm, LeaveForm, PaceForm
from samspil.apps.portfolio.selectors import common as asking
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.apps.portfolio.selectors.common import Common, OwnPlan
from samspil.apps.portfolio.services.fanning_out import follows
from samspil.apps.portfolio.services.taking_part import consent_of, part_of
from samspil.apps.portfolio.views import naming
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.status import Light
from samspil.kit.web.addresses import address
from samspil.wording.words import Words

Shown = dict[str, Any]
_SIGNS: Final = {Light.GREEN.value: "met", Light.YELLOW.value: "soon", Light.RED.value: "late"}


def shared(found: Common, acting: Acting, now: datetime, words: Words) -> Shown:
    """What everybody who may see it sees."""
    one, on = found.initiative, timezone.localdate(now)
    return {
        "initiative": one,
        "owner": one.organisation.name,
        "is_owner": one.organisation_id == acting.organisation_id,
        "form_word": naming.FORMS[one.form],
        "facts": _facts(found, words),
        "parts": [_part(part, found, acting, on, words) for part in found.parts],
        "planned": [
            {
                "name": each.name,
                "day": words.day(each.done_on or each.expected_on),
                "is_done": each.done_on is not None,
                "latest": words.day(each.latest_on) if each.latest_on else "",
            }
            for each in found.milestones
        ],
        "whole_url": address("portfolio:initiative", one.public_id),
        "crumbs": [
            (_("Members and initiatives"), address("portfolio:matrix")),
            (one.number, ""),
        ],
    }


def _facts(found: Common, words: Words) -> list[tuple[str, Any]]:
    one = found.initiative
    told: list[tuple[str, Any]] = [(_("Number"), one.number), (_("Association"), one.organisation.name)]
    if found.programme:
        told.append((_("Part of"), found.programme))
    if one.is_mandatory:
        told.append((_("The law that demands it"), one.legal_source))
    if one.legal_deadline:
        told.append((_("The day of the law"), words.day(one.legal_deadline)))
    if one.starts_on:
        told.append((_("Begins"), words.day(one.starts_on)))
    if one.expected_end:
        told.append((_("Expected end"), words.day(one.expected_end)))
    return told


def _part(part: Any, found: Common, acting: Acting, on: date, words: Words) -> Shown:
    """One member as the others see it."""
    return {
        "name": part.member.name,
        "own": part.code == acting.code,
        "pace": part.pace,
        "word": naming.PACES[part.pace],
        "since": words.day(part.pace_since),
        "function": part.function,
        "sign": _SIGNS.get(part.light, ""),
        "light": naming.LIGHTS[part.light],
        "next": f"{part.next_name} {words.day(part.next_on)}" if part.next_on else "",
        "deviations": part.deviations,
        "too_late": part.too_late,
        "joined": words.day(part.joined_on) if part.joined_on else "",
        "leaves": words.day(part.leaves_on) if part.leaves_on else "",
        "is_out": part.leaves_on is not None and part.leaves_on <= on,
        "terms": part.terms,
        "has_left": part.code not in dict(found.members),
        "lacks_a_plan": part.own is None and follows(found.initiative, part),
    }


def for_the_association(found: Common, acting: Acting, now: datetime) -> Shown:
    """What the coordinator does: invite, and bring the members' plans up to date."""
    one = found.initiative
    leads = may_lead(acting, one, timezone.localdate(now)) and one.is_open
    lacking = [
        part.member.name
        for part in found.parts
        if part.own is None and follows(one, part) and part.code in dict(found.members)
    ]
    return {
        "leads": leads,
        "invite_form": InviteForm(members=found.others) if leads and found.others else None,
        "lacking": lacking,
        "can_fan_out": leads and bool(found.parts),
    }


def for_a_member(found: Common, acting: Acting, now: datetime, words: Words) -> Shown:
    """Our own plan beside the common one, and what we can say."""
    one, on = found.initiative, timezone.localdate(now)
    part = found.part_of(acting.code)
    plan = asking.own_plan(acting, one.public_id)
    is_member = acting.code in dict(found.members)
    speaks = part is not None and is_member and one.is_open and asking.may_speak(acting)
    shown: Shown = {
        "part": _part(part, found, acting, on, words) if part is not None else None,
        "is_member": is_member,
        "speaks": speaks,
        "plan": plan,
        "plan_url": address("portfolio:initiative", plan.initiative.public_id) if plan else "",
        "can_open": speaks and (plan is None or not plan.initiative.is_open),
        "lines": lines(found, plan, words, changes=speaks),
    }
    if part is not None and speaks:
        shown |= _speaking(found, part, acting, on, words)
    return shown


def _speaking(found: Common, part: Any, acting: Acting, on: date, words: Words) -> Shown:
    one = found.initiative
    joint = address("governance:joint", one.matter) if one.matter else ""
    by_joint = bool(joint) and part_of(part, acting).by_joint_matter
    is_with = asking.is_with(part, on)
    shown: Shown = {
        "pace_form": pace_form(found, part),
        "is_with": is_with,
        "by_joint": by_joint,
        "joint_url": joint,
        "leave_form": LeaveForm() if is_with and not by_joint else None,
        "proposed": naming.PACES[part.proposed_pace] if part.proposed_pace else "",
        "proposed_because": part.proposed_because,
        "needs_decision": False,
    }
    if not one.is_mandatory and not is_with:
        with access_shared_initiative(acting, one.public_id, on):
            has_decided = consent_of(part, acting) is not None
        shown |= {"needs_decision": not has_decided, "has_decided": has_decided}
        kind = asking.deciding_kind(acting, on)
        if not has_decided and not joint and kind is not None and asking.may_bring(kind, acting):
            shown["decide_form"] = answer_form(kind, words)
    return shown


def pace_form(found: Common, part: Any, data: Any = None) -> PaceForm:
    """The paces one can go to; none is chosen beforehand."""
    others = [(key, word) for key, word in naming.PACES.items() if key != part.pace]
    is_late = part.pace not in _WITH and asking.comes_late(found.parts, part.code)
    return PaceForm(data, paces=others, is_late=is_late, initial={"function": part.function})


_WITH: Final = frozenset({Pace.JOINING.value, Pace.IMPLEMENTING.value, Pace.LIVE.value})


def lines(found: Common, plan: OwnPlan | None, words: Words, *, changes: bool) -> list[Shown]:
    """Each milestone of the two plans on a line: theirs, ours, and how they differ."""
    following = plan.following if plan else {}
    can = changes and plan is not None and plan.initiative.is_open
    told = [_line(one, following.get(one.public_id), words, can=can) for one in found.milestones]
    known = {one.public_id for one in found.milestones}
    gone = [one for key, one in following.items() if key not in known]
    return [
        *told,
        *(_own_line(one, _("Given up by the association"), words) for one in gone),
        *(_own_line(one, _("Only yours"), words) for one in (plan.own if plan else [])),
    ]


def _line(common: asking.CommonMilestone, mine: Any, words: Words, *, can: bool) -> Shown:
    shown: Shown = {"name": common.name, "common": words.day(common.done_on or common.expected_on)}
    shown["common_done"] = common.done_on is not None
    if mine is None:
        return shown
    day = mine.done_on or mine.expected_on
    can = can and mine.done_on is None
    return shown | {
        "id": mine.public_id,
        "mine": words.day(day),
        "done": mine.done_on is not None,
        "deviation": mine.deviation,
        "is_late": common.latest_on is not None and mine.done_on is None and day > common.latest_on,
        "latest": words.day(common.latest_on) if common.latest_on else "",
        "form": DeviateForm(number=mine.pk, initial={"to": mine.planned_on}) if can else None,
        "can_follow": can and bool(mine.deviation),
    }


def _own_line(mine: Any, note: str, words: Words) -> Shown:
    return {
        "name": mine.name,
        "common": "",
        "mine": words.day(mine.done_on or mine.expected_on),
        "done": mine.done_on is not None,
        "note": note,
        "deviation": mine.deviation,
    }


def placed(shown: Shown, sent: Mapping[str, Any]) -> Shown:
    """What was sent and refused stands where it was written."""
    again = {key: value for key, value in sent.items() if key != "deviates"}
    if "deviates" in sent:
        milestone, form = sent["deviates"]
        for line in shown.get("lines", []):
            if line.get("id") == milestone:
                line["form"], line["is_open"] = form, True
    return again
