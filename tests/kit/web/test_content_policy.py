"""What a browser is told that it may load and do: of our own, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

SAID = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/login/", "/no/such/page/", "/style/"])
def test_every_page_is_held_to_the_same_policy_without_exception(path: str) -> None:
    answer = Client(raise_request_exception=False).get(path)
    policy = answer.headers["Content-Security-Policy"]
    directives = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert directives == SAID
    assert "unsafe" not in policy
    assert "Content-Security-Policy-Report-Only" not in answer.headers
