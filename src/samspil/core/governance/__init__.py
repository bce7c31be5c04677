"""Governance as data: load a model, bring a matter, decide, and ask what comes next.

This is the door for whoever uses the engine::

    from samspil.core.governance import Actor, Matter, decide, explain, load, register, replay

What stands in ``__all__`` is kept stable; the modules behind it are not. A name is read from its module
when it is first asked for, so that a short question does not wait for the whole engine.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

import samspil.core.governance as _here

if TYPE_CHECKING:
    from samspil.core.governance.clocks import clock as clock
    from samspil.core.governance.clocks import explain_clock as explain_clock
    from samspil.core.governance.compare import Decider as Decider
    from samspil.core.governance.compare import KindCompared as KindCompared
    from samspil.core.governance.compare import ModelCompared as ModelCompared
    from samspil.core.governance.compare import compare as compare
    from samspil.core.governance.diagram import diagram as diagram
    from samspil.core.governance.engine import current_step as current_step
    from samspil.core.governance.engine import decide as decide
    from samspil.core.governance.engine import register as register
    from samspil.core.governance.entries import AnswerAsMember as AnswerAsMember
    from samspil.core.governance.entries import AnswerItem as AnswerItem
    from samspil.core.governance.entries import Choose as Choose
    from samspil.core.governance.entries import Entry as Entry
    from samspil.core.governance.entries import Evidence as Evidence
    from samspil.core.governance.entries import JoinLate as JoinLate
    from samspil.core.governance.entries import LeaveJoint as LeaveJoint
    from samspil.core.governance.entries import MoveToVersion as MoveToVersion
    from samspil.core.governance.entries import Park as Park
    from samspil.core.governance.entries import PassTime as PassTime
    from samspil.core.governance.entries import Recuse as Recuse
    from samspil.core.governance.entries import Resume as Resume
    from samspil.core.governance.entries import Withdraw as Withdraw
    from samspil.core.governance.events import Amended as Amended
    from samspil.core.governance.events import Answer as Answer
    from samspil.core.governance.events import Decided as Decided
    from samspil.core.governance.events import Due as Due
    from samspil.core.governance.events import Ended as Ended
    from samspil.core.governance.events import Entered as Entered
    from samspil.core.governance.events import Event as Event
    from samspil.core.governance.events import Events as Events
    from samspil.core.governance.events import ItemAnswered as ItemAnswered
    from samspil.core.governance.events import MemberAnswered as MemberAnswered
    from samspil.core.governance.events import MemberAuthority as MemberAuthority
    from samspil.core.governance.events import MemberJoined as MemberJoined
    from samspil.core.governance.events import MemberLeft as MemberLeft
    from samspil.core.governance.events import MembersTakePart as MembersTakePart
    from samspil.core.governance.events import MovedToVersion as MovedToVersion
    from samspil.core.governance.events import ObligationCreated as ObligationCreated
    from samspil.core.governance.events import Parked as Parked
    from samspil.core.governance.events import Recused as Recused
    from samspil.core.governance.events import Registered as Registered
    from samspil.core.governance.events import Resumed as Resumed
    from samspil.core.governance.events import Tally as Tally
    from samspil.core.governance.events import Withdrawn as Withdrawn
    from samspil.core.governance.explain import Assumed as Assumed
    from samspil.core.governance.explain import ExplainedStep as ExplainedStep
    from samspil.core.governance.explain import Explanation as Explanation
    from samspil.core.governance.explain import Informed as Informed
    from samspil.core.governance.explain import MandateLine as MandateLine
    from samspil.core.governance.explain import MembersPart as MembersPart
    from samspil.core.governance.explain import Owed as Owed
    from samspil.core.governance.explain import Part as Part
    from samspil.core.governance.explain import WayEnd as WayEnd
    from samspil.core.governance.explain import explain as explain
    from samspil.core.governance.joint_decisions import authority_of as authority_of
    from samspil.core.governance.joint_decisions import consents_needed as consents_needed
    from samspil.core.governance.joint_decisions import participants_on as participants_on
    from samspil.core.governance.load import GovernanceModel as GovernanceModel
    from samspil.core.governance.load import load as load
    from samspil.core.governance.matter import Actor as Actor
    from samspil.core.governance.matter import Authority as Authority
    from samspil.core.governance.matter import Ground as Ground
    from samspil.core.governance.matter import Matter as Matter
    from samspil.core.governance.matter import Refusal as Refusal
    from samspil.core.governance.matter import Sitting as Sitting
    from samspil.core.governance.matter import Value as Value
    from samspil.core.governance.matter import Vote as Vote
    from samspil.core.governance.obligations import obligations_from as obligations_from
    from samspil.core.governance.program import Body as Body
    from samspil.core.governance.questions import Holder as Holder
    from samspil.core.governance.questions import NextStep as NextStep
    from samspil.core.governance.questions import Passage as Passage
    from samspil.core.governance.questions import Way as Way
    from samspil.core.governance.questions import mandate_for as mandate_for
    from samspil.core.governance.questions import next_steps as next_steps
    from samspil.core.governance.questions import route as route
    from samspil.core.governance.reasons import Reason as Reason
    from samspil.core.governance.sources import SourceKind as SourceKind
    from samspil.core.governance.sources import count_sources as count_sources
    from samspil.core.governance.state import State as State
    from samspil.core.governance.state import apply as apply
    from samspil.core.governance.state import apply_all as apply_all
    from samspil.core.governance.state import replay as replay
    from samspil.core.units import Money as Money

_GOVERNANCE: Final = "samspil.core.governance"
_NAMES_OF: Final = {
    f"{_GOVERNANCE}.clocks": "clock explain_clock",
    f"{_GOVERNANCE}.compare": "Decider KindCompared ModelCompared compare",
    f"{_GOVERNANCE}.diagram": "diagram",
    f"{_GOVERNANCE}.engine": "current_step decide register",
    f"{_GOVERNANCE}.entries": "AnswerAsMember AnswerItem Choose Entry Evidence JoinLate LeaveJoint"
    " MoveToVersion Park PassTime Recuse Resume Withdraw",
    f"{_GOVERNANCE}.events": "Amended Answer Decided Due Ended Entered Event Events ItemAnswered"
    " MemberAnswered MemberAuthority MemberJoined MemberLeft MembersTakePart MovedToVersion"
    " ObligationCreated Parked Recused Registered Resumed Tally Withdrawn",
    f"{_GOVERNANCE}.explain": "Assumed ExplainedStep Explanation Informed MandateLine MembersPart Owed Part"
    " WayEnd explain",
    f"{_GOVERNANCE}.joint_decisions": "authority_of consents_needed participants_on",
    f"{_GOVERNANCE}.load": "GovernanceModel load",
    f"{_GOVERNANCE}.matter": "Actor Authority Ground Matter Refusal Sitting Value Vote",
    f"{_GOVERNANCE}.obligations": "obligations_from",
    f"{_GOVERNANCE}.program": "Body",
    f"{_GOVERNANCE}.questions": "Holder NextStep Passage Way mandate_for next_steps route",
    f"{_GOVERNANCE}.reasons": "Reason",
    f"{_GOVERNANCE}.sources": "SourceKind count_sources",
    f"{_GOVERNANCE}.state": "State apply apply_all replay",
    "samspil.core.units": "Money",
}
_HOME: Final = {name: module for module, names in _NAMES_OF.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 – one list of the names, not two


class _Face(ModuleType):
    """The package itself. ``load``, ``explain``, ``compare`` and ``diagram`` are the functions here.

    Python puts a module on its package when the module is imported; a module that has a function's name
    must not hide the function. The modules are still imported by their whole names.
    """

    def __getattr__(self, name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOME})


_here.__class__ = _Face
