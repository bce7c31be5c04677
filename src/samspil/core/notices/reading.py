"""One notice out of one XML file, whichever of TED's two formats it is in."""

from __future__ import annotations

from samspil.core.errors import ProblemsError
from samspil.core.notices import eforms, ted
from samspil.core.notices.facts import Facts
from samspil.core.notices.notice import Notice
from samspil.core.notices.xml import read_xml


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
    root = read_xml(data, name)
    facts = Facts()
    if root.name == ted.ROOT:
        notice = ted.read_ted(root, facts)
    elif root.name in eforms.ROOTS:
        notice = eforms.read_eforms(root, facts)
    else:
        raise ProblemsError.of("not_a_notice", root.place, found=root.name)
    facts.refuse_if_wrong()
    return notice
