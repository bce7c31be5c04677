"""What an answer means to whoever asked."""

from __future__ import annotations

from typing import Any

YES, NOT_THERE, LOG_IN = "yes", "not there", "log in"
NO_ACCESS, NO_SUCH_METHOD, REFUSED = "no access", "no such method", "refused"
_BY_STATUS = {404: NOT_THERE, 405: NO_SUCH_METHOD, 401: LOG_IN, 403: REFUSED}


def meaning(answer: Any) -> str:
    """In the words of the file. What was understood but could not be done is still a yes to being here."""
    status: int = answer.status_code
    if status in {301, 302, 303} and "/account/login/" in answer["Location"]:
        return LOG_IN
    if status == 403 and "organisations/no_access.html" in [one.name for one in answer.templates]:
        return NO_ACCESS
    assert status < 500, answer.content[:2000]
    assert status != 429, "asked too often"
    return _BY_STATUS.get(status, YES)
