"""How people write what is kept in one form."""

from __future__ import annotations


def plain_cvr(text: str) -> str:
    """The digits of a company's number as they are kept: without the country and what stands between.

    What is no such number stays as it was written.

    >>> plain_cvr("DK 19 43 84 14"), plain_cvr("19.43-84.14"), plain_cvr(" HRB 12 ")
    ('19438414', '19438414', 'HRB 12')
    """
    bare = "".join(text.split()).replace(".", "").replace("-", "")
    digits = bare[2:] if bare[:2].casefold() == "dk" else bare
    return digits if digits.isascii() and digits.isdigit() else text.strip()
