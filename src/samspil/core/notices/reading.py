"""One notice out of one XML file, whichever of TED's two formats it is in."""

from __future__ import annotations

from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.notices import eforms, ted
from samspil.core.notices.awards import Award
from samspil.core.notices.eforms_awards import eforms_awards
from samspil.core.notices.facts import Facts
from samspil.core.notices.notice import Notice, Stage
from samspil.core.notices.ted_awards import ted_awards
from samspil.core.notices.xml import Element, read_xml

_AWARDS: Final = (Stage.AWARD, Stage.DIRECT_AWARD)


def read_notice(data: bytes, name: str) -> Notice:
    """The notice in a file from TED. ``name`` is the file's name in messages.

    Linear in the size of the data; at most 10 MB, 100,000 elements and 64 levels.

    Raises:
        ProblemsError: as for `read_xml`; ``not_a_notice`` for other XML; ``unknown_notice_form``; then all at
            once: ``notice_lacks``, ``notice_bad_day``, ``notice_bad_hour``, ``notice_bad_amount``,
            ``notice_bad_cpv``, ``notice_unknown_party``.

    Source: TED schema R2.0.9; eForms SDK (Commission Implementing Regulation (EU) 2019/1780).

    >>> read_notice(b"<html/>", "page.xml")
    Traceback (most recent call last):
    ProblemsError: page.xml:1: not_a_notice found=html
    """
    return _read(read_xml(data, name))


def read_award(data: bytes, name: str) -> Award:
    """The contracts of an award notice in a file from TED, or of one that tells of an award beforehand.

    Linear in the size of the data, and bounded as `read_notice` is.

    Raises:
        ProblemsError: as for `read_notice`; ``notice_is_no_award`` for one of another stage;
            ``notice_awards_nothing``; ``notice_bad_number``.

    Source: TED schema R2.0.9, section V; eForms SDK, ``NoticeResult``.
    """
    root = read_xml(data, name)
    notice, facts = _read(root), Facts()
    if notice.stage not in _AWARDS:
        raise ProblemsError.of("notice_is_no_award", root.place)
    read = ted_awards if root.name == ted.ROOT else eforms_awards
    draft = read(root, notice, facts)
    facts.refuse_if_wrong()
    if not draft.contracts:
        raise ProblemsError.of("notice_awards_nothing", root.place)
    return Award(notice, draft.source, tuple(draft.contracts), draft.framework)


def _read(root: Element) -> Notice:
    facts = Facts()
    if root.name == ted.ROOT:
        notice = ted.read_ted(root, facts)
    elif root.name in eforms.ROOTS:
        notice = eforms.read_eforms(root, facts)
    else:
        raise ProblemsError.of("not_a_notice", root.place, found=root.name)
    facts.refuse_if_wrong()
    return notice
