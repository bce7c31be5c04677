"""What others show that is like what somebody writes, in words, for the page on which it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from samspil.apps.needs.parts import why
from samspil.apps.needs.parts.sorts import SAYS, act_told
from samspil.apps.needs.selectors.alike import Alike, list_alike
from samspil.apps.needs.types import Sort
from samspil.apps.organisations.types import Acting
from samspil.core.matching.evidence import Need
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

LONGEST_DESCRIPTION: Final = 200  # of what is written after the title: its beginning says what it is about


@dataclass(frozen=True, slots=True)
class AlikeTold:
    """Who, what, when, how sure, why; and where it can be seen together with what others need."""

    who: str
    says: str
    title: str
    vendor: str
    when: str
    seems: bool
    why: list[str]
    url: str


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody has written so far, and the codes that were chosen."""

    title: str
    description: str = ""
    kle: str = ""
    cpv: str = ""

    def as_need(self, member: str) -> Need:
        """What is looked for."""
        text = f"{self.title} {self.description[:LONGEST_DESCRIPTION]}"
        kle, cpv = (frozenset({code} if code else ()) for code in (self.kle, self.cpv[:8]))
        return Need("", member, text, kle, cpv)


def told_alike(acting: Acting, written: Written, on: date) -> list[AlikeTold]:
    """What is most alike first; nothing where nothing is, or where there is no title yet."""
    found = list_alike(acting, written.as_need(acting.code), on) if written.title.strip() else []
    return [_told(one, on) for one in found]


def _told(one: Alike, on: date) -> AlikeTold:
    return AlikeTold(
        who=one.organisation,
        says=str(SAYS[one.sort.value]),
        title=one.title,
        vendor=one.vendor,
        when=_when(one, on),
        seems=one.seems,
        why=why.told(one.reasons),
        url=address("needs:together", one.common) if one.common else "",
    )


def _when(one: Alike, on: date) -> str:
    """From when until when it holds, and what must be done first; a need by when it must be there."""
    say = words()
    ends, begins = one.ends_on, one.begins_on
    if one.sort not in {Sort.CONTRACT, Sort.SYSTEM}:
        return _("needed by %(day)s") % {"day": say.day(ends)} if ends else ""
    told = []
    if begins and begins > on:
        told.append(_("begins %(day)s") % {"day": say.day(begins)})
    elif begins:
        told.append(_("since %(day)s") % {"day": say.day(begins)})
    if ends:
        told.append(_("until %(day)s") % {"day": say.day(ends)})
    if one.act_by and one.act_by >= on and (act := act_told(one.act)):
        must = {"act": act[:1].lower() + act[1:], "day": say.day(one.act_by)}
        told.append(_("they must %(act)s by %(day)s") % must)
    return ", ".join(told)
