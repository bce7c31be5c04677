"""What can be varied in a model, and what was, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from samspil.apps.simulations.forms.varying import ForumVaried, JointVaried
from samspil.apps.simulations.services.working_out import kept_model
from samspil.apps.simulations.types import RHYTHM_TEXTS, Rhythm
from samspil.apps.simulations.views.named import in_language
from samspil.core.governance.language.forums import Rule
from samspil.core.governance.language.joint import Participation
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on
from samspil.kit.web.language import words

MOST_FORUMS: Final = 6
# Those that a model need say nothing more about; one person alone decides without a vote.
_RULES: Final = (Rule.CONSENT, Rule.MAJORITY, Rule.UNANIMOUS)


def can_be_varied(run: Any, of: int, on: date) -> tuple[list[ForumVaried], list[JointVaried]]:
    """The forums and joint rules of a model of a comparison, with what holds of them today.

    Raises:
        ProblemsError: this version of Samspil no longer takes what was kept.
    """
    model = kept_model(run.files, of)
    day = max(on, model.spec.valid_from)
    return list(_forums(model, day)), list(_joints(model, day))


def _forums(model: GovernanceModel, on: date) -> Iterator[ForumVaried]:
    read = model.program.book.read
    for key, forum in list(model.spec.forums.items())[:MOST_FORUMS]:
        name = in_language(forum.name.model_dump())
        agenda, papers = (int(read(one, on).value) for one in (forum.agenda, forum.papers))
        others = [one for one in _RULES if one is not forum.deciding.rule]
        rules = (
            [] if forum.deciding.rule is Rule.ONE else [(one.value, rule_told(one.value)) for one in others]
        )
        yield ForumVaried(key, name, agenda, papers, rules)


def _joints(model: GovernanceModel, on: date) -> Iterator[JointVaried]:
    """One for each number: two rules that share one are varied together."""
    members, seen = len(members_on(model, on)), set()
    for key, rule in model.spec.joint.items():
        number = key if rule.participation is Participation.ALL else rule.least_members
        if number is None or number in seen or members == 0:
            continue
        seen.add(number)
        same = [
            one
            for one, other in model.spec.joint.items()
            if one == key or (number == other.least_members and other.participation is not Participation.ALL)
        ]
        least = members
        if rule.participation is not Participation.ALL:
            least = int(model.program.book.read(number, on).value)
        yield JointVaried(key, _asked_by(model, same), least, members)


def _asked_by(model: GovernanceModel, joints: Sequence[str]) -> str:
    """The kinds of matter that members are asked about by these rules."""
    kinds = [
        in_language(kind.name.model_dump())
        for kind in model.spec.kinds.values()
        if any(step.joint in joints for step in model.spec.routes[kind.route].steps.values())
    ]
    return ", ".join(kinds) or ", ".join(joints)


def rule_told(rule: str) -> str:
    """What a rule for deciding is called."""
    return words().say(f"rule.{rule}")


def chosen_told(chosen: Sequence[Mapping[str, str]], model: Mapping[str, Any]) -> str:
    """A variant in words."""
    return "; ".join(chosen_in_parts(chosen, model))


def chosen_in_parts(chosen: Sequence[Mapping[str, str]], model: Mapping[str, Any]) -> list[str]:
    """Each thing that is otherwise in a variant, in words."""
    return [_one(each, model) for each in chosen] or [_("As it is")]


def _one(each: Mapping[str, str], model: Mapping[str, Any]) -> str:
    sort, value = each["sort"], each["value"]
    if sort == "consents":
        return _("%(number)s members must be with") % {"number": value}
    forum = in_language(model["forums"].get(each["subject"], {"da": each["subject"]}))
    if sort == "rhythm":
        said = _("meets %(rhythm)s") % {"rhythm": RHYTHM_TEXTS[Rhythm(value)]}
    elif sort == "agenda":
        said = _("%(number)s matters on an agenda") % {"number": value}
    elif sort == "papers":
        said = _("papers %(number)s working days before") % {"number": value}
    else:
        said = _("decides by %(rule)s") % {"rule": rule_told(value)}
    return f"{forum}: {said}"
