"""What a decision of an association does to its members."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from samspil.core.governance.language.basics import Key, Parameter, SomeKeys, Source, Strict, Texts


class JointEffect(StrEnum):
    """Whether a joint decision asks the members, or binds them by the statutes."""

    RECOMMENDATION = "recommendation"
    BINDING = "binding"


class Participation(StrEnum):
    """Whether everybody must be with, or those who want."""

    ALL = "all"
    OPT_IN = "opt_in"


class LegalBasis(Strict):
    """What lets an association bind its members: the law, the approval, and the purpose's kinds."""

    text: Texts
    purpose: SomeKeys
    source: Source


class LateJoining(Strict):
    """On which terms a member may come in after the decision, and for how long that is open."""

    terms: Texts
    within: Parameter | None = None


class Leaving(Strict):
    """The notice a participant gives, and what becomes of one that leaves the association itself.

    A participant leaves by its own decision. Where ``only_by`` names kinds of matter, it must besides
    have been granted an approved matter of such a kind.
    """

    terms: Texts
    notice: Parameter
    ends_with_membership: bool
    only_by: list[Key] = Field(default_factory=list)


class Joint(Strict):
    """A rule for joint decisions.

    ``member_kind`` is the kind of matter, in each member's own model, by which it answers a recommendation.
    """

    effect: JointEffect
    participation: Participation
    least_members: Parameter | None = None
    least_population: Parameter | None = None
    legal_basis: LegalBasis | None = None
    member_kind: Key | None = None
    late_joining: LateJoining | None = None
    leaving: Leaving
    source: Source
