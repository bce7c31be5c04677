"""What the engine answers, as sentences with the model's own names. A key never stands on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.intake.selectors.ways import WayAhead
from samspil.core.errors import Place, Problem
from samspil.core.governance.clocks import local_day
from samspil.core.governance.explain import ExplainedStep, Explanation
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.otherwise import Comparison, Otherwise
from samspil.core.governance.program import Body
from samspil.core.governance.questions import Way
from samspil.core.governance.usual import UsualAnswer
from samspil.wording import explanations
from samspil.wording.catalogues import Language
from samspil.wording.names import named
from samspil.wording.words import Words

_MOST_CHOICES_TOLD: Final = 2
_MOST_BODIES_TOLD: Final = 4
_NAMED_OF_MANY: Final = 2


def listed(names: Iterable[str]) -> str:
    """Names in a row: A, B or C."""
    *before, last = list(names)
    return _("%(names)s or %(last)s") % {"names": ", ".join(before), "last": last} if before else last


def together(names: Iterable[str]) -> str:
    """Names in a row: A, B and C."""
    *before, last = list(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(before), "last": last} if before else last


@dataclass(frozen=True, slots=True)
class Teller:
    """A model, in the language of the page."""

    model: GovernanceModel
    language: Language

    @property
    def words(self) -> Words:
        """Days and amounts, by the model's clock."""
        return Words(self.language, self.model.spec.working_time.zone)

    def role(self, key: str) -> str:
        """A function by its name."""
        return self.model.spec.roles[key].name.in_language(self.language)

    def body(self, body: Body) -> str:
        """Who, by name."""
        return explanations.body(self.model.spec, body, self.words)

    def bodies(self, bodies: Sequence[Body]) -> str:
        """Several, one of whom it is; of many the first are named."""
        names = [self.body(one) for one in bodies]
        if len(names) <= _MOST_BODIES_TOLD:
            return listed(names)
        told = {"names": ", ".join(names[:_NAMED_OF_MANY]), "count": len(names) - _NAMED_OF_MANY}
        return _("%(names)s or one of %(count)s others, by what you answer") % told

    def problem(self, problem: Problem) -> str:
        """Why not, with names for keys."""
        return self.words.problem(named(problem, self.model, self.words))

    # --- a way ----------------------------------------------------------------------------------------------

    def way(self, ahead: WayAhead) -> dict[str, Any]:
        """Everything that the page shows before something is sent."""
        told = ahead.told
        decided = told.decided_by
        return {
            "decided": self.decided(ahead),
            "mandate": self.mandate(decided) if decided is not None and decided.mandate else None,
            "steps": [self.step(one) for one in told.steps],
            "end": self.model.spec.terms.ends[told.end.key].name.in_language(self.language),
            "latest": self.words.weekday(local_day(self.model, told.end.at)),
            "days": working_days(ahead.working_days),
            "takes_time": ahead.working_days > 0,
            "informed": self.informed(told),
            "owed": [
                {
                    "what": self.model.spec.obligations[one.created.rule].name.in_language(self.language),
                    "who": self.body(one.owed_by),
                    "by": self.words.weekday(one.created.due_on),
                }
                for one in told.obligations
            ],
            "elsewhere": list(self.elsewhere(ahead.elsewhere)),
        }

    def informed(self, told: Explanation) -> list[str]:
        """Who is told besides those whose step it comes to."""
        passed = {one.body for one in told.steps}
        return list(dict.fromkeys(self.body(one.body) for one in told.informed if one.body not in passed))

    def decided(self, ahead: WayAhead) -> str:
        """Who has the last word."""
        told = ahead.told
        if told.decided_by is not None:
            return self.body(told.decided_by.body)
        if told.members_decide:
            return _("Each member, for itself")
        return _("Nobody needs to approve it")

    def mandate(self, step: ExplainedStep) -> dict[str, str]:
        """The line that gives the right to decide."""
        mandate = step.mandate
        assert mandate is not None
        plan = {one.key: one.body for one in self.model.program.mandates}
        given_by = plan.get(mandate.delegated_from or "")
        return {
            "code": mandate.code.value,
            "may": self.words.say(f"delegation.{mandate.code.value}"),
            "scope": self.words.say(f"scope.{mandate.scope.value}"),
            "given_by": self.body(given_by) if given_by else "",
            "line": line(mandate.place),
        }

    def step(self, step: ExplainedStep) -> dict[str, Any]:
        """One stop on the way."""
        spec = self.model.spec.routes[step.route].steps[step.key]
        reasons = [explanations.reason(self.model.spec, why, self.words) for why in step.reasons]
        due = step.due
        return {
            "title": spec.name.in_language(self.language),
            "who": self.body(step.body),
            "does": self.words.say(f"do.{step.do.value}"),
            "when": self.words.weekday(due.on) if due else "",
            "due": due.on if due else None,
            "meeting": due is not None and due.unit == "meetings",
            "papers": self.words.weekday(due.papers_by) if due and due.papers_by else "",
            "length": explanations.length(due, self.words) if due else "",
            "because": "; ".join(reasons),
        }

    def elsewhere(self, found: Sequence[Otherwise]) -> Iterator[str]:
        """What would send it another way; many values of one question are told as one."""
        by_question: dict[str, list[Otherwise]] = {}
        for one in found:
            by_question.setdefault(one.attribute, []).append(one)
        for key, several in by_question.items():
            name = self.model.spec.attributes[key].name.in_language(self.language)
            if len(several) > _MOST_CHOICES_TOLD and several[0].comparison is Comparison.IS:
                yield _("With another answer to “%(question)s” it goes to somebody else.") % {
                    "question": name
                }
                continue
            for one in several:
                told = {"if": self.condition(one, name), "then": self.goes_to(one.way)}
                yield _("%(if)s: %(then)s.") % told

    def condition(self, one: Otherwise, name: str) -> str:
        """The other answer."""
        value = explanations.value(self.model.spec, one.attribute, one.value, self.words)
        kind = self.model.spec.attributes[one.attribute].type
        if one.comparison is Comparison.IS:
            if kind is AttributeType.YES_NO:
                return _("“%(question)s” answered with %(answer)s") % {"question": name, "answer": value}
            return f"{name}: {value}"
        texts = {
            Comparison.OVER: _("%(question)s over %(limit)s"),
            Comparison.AT_LEAST: _("%(question)s of %(limit)s or more"),
            Comparison.UNDER: _("%(question)s under %(limit)s"),
            Comparison.AT_MOST: _("%(question)s of %(limit)s or less"),
        }
        return texts[one.comparison] % {"question": name, "limit": value}

    def goes_to(self, way: Way) -> str:
        """A way in a few words: who decides, and through whom."""
        deciding = way.deciding
        if deciding is None:
            passed = together(self.body(one) for one in way.bodies) if way.bodies else ""
            return _("nobody decides; it goes to %(passed)s") % {"passed": passed}
        decider = self.body(deciding.step.body)
        if len(way.bodies) <= 1:
            return _("%(decider)s decides") % {"decider": decider}
        return _("%(decider)s decides, by way of %(passed)s") % {
            "decider": decider,
            "passed": together(self.body(one) for one in way.bodies if one != deciding.step.body),
        }

    # --- a kind ---------------------------------------------------------------------------------------------

    def usual(self, found: UsualAnswer | None) -> dict[str, str]:
        """Where such things go, who decides and how long it takes, before anything is known."""
        if found is None:
            return {}
        return {
            "first": self.bodies(found.first) if found.first else "",
            "decides": self.usual_decider(found),
            "takes": self.usual_time(found),
        }

    def usual_decider(self, found: UsualAnswer) -> str:
        """Who may have the last word."""
        said = [self.body(one) for one in found.deciders]
        if found.members_decide:
            said.append(_("the members, each for itself"))
        if not said:
            return _("Nobody needs to approve it")
        told = listed(said)
        return _("nobody, or %(who)s") % {"who": told} if found.undecided else told

    def usual_time(self, found: UsualAnswer) -> str:
        """How long, from the quickest way to the slowest."""
        if found.most_days == 0:
            return _("at once")
        if found.least_days == found.most_days:
            return working_days(found.most_days)
        return _("%(least)s to %(most)s") % {
            "least": found.least_days,
            "most": working_days(found.most_days),
        }


def working_days(days: int) -> str:
    """A number of working days."""
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def line(place: Place) -> str:
    """A line in the model that can be looked up."""
    return _("%(file)s, line %(line)s") % {"file": place.file, "line": place.line}
