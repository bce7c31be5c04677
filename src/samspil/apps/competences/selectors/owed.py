"""What somebody has taken on to close a gap, and whom they are asked to lend: on My work, and reminded."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.competences.models import GapPlan
from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.selectors.loans import asked_of_us
from samspil.apps.competences.types import Way
from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.types import Acting
from samspil.wording.words import Words

MOST = 100


class DuePlan(NamedTuple):
    """A plan that is to be carried out by a day."""

    public_id: UUID
    due_on: date
    way: str
    what: str
    owner: UUID
    need: UUID

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        return _("What you took on about competences is due soon"), self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It is overdue."""
        return _("What you took on about competences is overdue"), self._text(words)

    def _text(self, words: Words) -> str:
        due = _("To be done by %(day)s.") % {"day": words.day(self.due_on)}
        return f"{way_words(Way(self.way))}: {self.what}\n{due}"


def way_words(way: Way) -> str:
    """What is done to close a gap."""
    return {Way.RECRUIT: _("Recruit"), Way.TRAIN: _("Train"), Way.BORROW: _("Borrow")}[way]


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """What one has taken on, and who asks for somebody; named by the setting ``SAMSPIL_ALSO_OWED``."""
    rows = GapPlan.objects.filter(
        organisation_id=acting.organisation_id, owner=acting.person, done_at=None, dropped_at=None
    )
    told = rows.order_by("due_on", "id").values_list("way", "need__what", "due_on", "need__public_id")
    own = [
        AlsoOwed(
            name=_("Competences"),
            number=way_words(Way(way)),
            title=what,
            due_on=due_on,
            page="competences:need",
            key=key,
            act=_("Say that it is done"),
        )
        for way, what, due_on, key in told[:MOST]
    ]
    return [*own, *(_to_lend(acting, on) if may_confirm(acting) else [])]


def _to_lend(acting: Acting, on: date) -> list[AlsoOwed]:
    return [
        AlsoOwed(
            name=_("Competences"),
            number=one.borrower,
            title=_("asks whether you can lend: %(function)s") % {"function": one.function},
            due_on=one.due_on,
            page="competences:loan",
            key=one.public_id,
            act=_("Answer"),
        )
        for one in asked_of_us(acting, on)
        if one.is_yes is None
    ]


def count_late(acting: Acting, on: date) -> int:
    """How much of the organisation's should have been done by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    rows = GapPlan.objects.filter(organisation_id=acting.organisation_id, done_at=None, dropped_at=None)
    return rows.filter(due_on__lt=on).count()


def due_between(organisation_id: int, first: date, last: date) -> list[DuePlan]:
    """What is to be done in a period, both days included; one question."""
    rows = GapPlan.objects.filter(
        organisation_id=organisation_id, done_at=None, dropped_at=None, due_on__gte=first, due_on__lte=last
    )
    told = rows.order_by("due_on", "id").values_list(
        "public_id", "due_on", "way", "need__what", "owner", "need__public_id"
    )
    return [DuePlan._make(one) for one in told]
