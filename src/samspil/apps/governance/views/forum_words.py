"""How a forum decides and by which mandates, in words that its own people would use."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.selectors.adoptions import ForumOnDay
from samspil.apps.governance.selectors.forums import mandates_of
from samspil.apps.governance.selectors.meetings import quorum
from samspil.apps.governance.services.mandate_words import MandateInWords, in_words
from samspil.apps.governance.services.mandate_words import by_key as by_key_in
from samspil.core.governance.diagram.values_in_words import parameter, rhythm
from samspil.core.governance.diagram.words import LEVELS
from samspil.core.governance.language.forums import Base, Forum, Rule, Tie, Weights
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.language import language, words


def level(forum: Forum) -> str:
    """Political, strategic, tactical or operational."""
    return LEVELS[forum.level].in_language(language()).capitalize()


def meets(forum: Forum) -> str:
    """How often it meets."""
    return rhythm(forum.calendar, language())


def counts_votes(forum: Forum) -> bool:
    """Whether what each seat says is asked: everywhere but where the chair alone decides."""
    return forum.deciding.rule is not Rule.ONE


def decides(found: ForumOnDay, on: date) -> list[str]:
    """The decision rule, the quorum and what holds between meetings: a sentence each."""
    said = [_rule(found, on), _quorum(found, on)]
    deciding = found.forum.deciding
    if deciding.weights is Weights.POPULATION:
        said.append(_("Each vote weighs as many people as its municipality has."))
    if deciding.tie is Tie.CHAIR_DECIDES and deciding.rule is Rule.MAJORITY:
        said.append(_("At a tie, the chair's vote decides."))
    if deciding.written_procedure is not None:
        days = parameter(found.model, deciding.written_procedure, on, language())
        said.append(
            _("Between meetings it can decide in writing; there are %(days)s to answer.") % {"days": days}
        )
    else:
        said.append(_("It decides at meetings only, never in writing."))
    return said


def _rule(found: ForumOnDay, on: date) -> str:
    deciding = found.forum.deciding
    of = {
        Base.VOTES_CAST: _("the votes cast"),
        Base.PRESENT: _("those present"),
        Base.SEATS: _("all seats"),
    }[deciding.counted_of]
    if deciding.rule is Rule.QUALIFIED and deciding.threshold:
        share = words().percent(found.model.program.book.read(deciding.threshold, on).value)
        return _("At least %(share)s of %(of)s must be for it.") % {"share": share, "of": of}
    return {
        Rule.ONE: _("The chair decides, having heard the others."),
        Rule.CONSENT: _("It is decided when nobody present objects."),
        Rule.MAJORITY: _("More than half of %(of)s decides.") % {"of": of},
        Rule.QUALIFIED: _("A qualified majority of %(of)s decides.") % {"of": of},
        Rule.UNANIMOUS: _("All of %(of)s must be for it.") % {"of": of},
    }[deciding.rule]


def _quorum(found: ForumOnDay, on: date) -> str:
    asked = quorum(found, 0, 0, on)
    text = ngettext(
        "At least %(needed)s of %(seats)s seat must be present.",
        "At least %(needed)s of %(seats)s seats must be present.",
        asked.entitled,
    )
    return text % {"needed": asked.needed, "seats": asked.entitled}


def mandates(found: ForumOnDay, on: date) -> list[MandateInWords]:
    """What the model lets a forum do, in the model's order."""
    return [in_words(found.model, one, on, language()) for one in mandates_of(found, on)]


def by_key(model: GovernanceModel, key: str, on: date) -> MandateInWords:
    """A mandate by its key, in words."""
    return by_key_in(model, key, on, language())
