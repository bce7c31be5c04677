"""The language that a page is made in."""

import pytest
from django.utils import translation

from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@pytest.mark.parametrize(
    ("browser", "page"),
    [("da", "da"), ("en", "en"), ("nb", "nb"), ("en-gb", "en"), ("da-dk", "da"), ("de", "da")],
)
def test_a_page_is_in_one_of_our_languages_and_else_in_danish(browser: str, page: str) -> None:
    with translation.override(browser):
        assert language() == page
        assert words().language == page


def test_where_no_language_is_set_it_is_danish() -> None:
    with translation.override(None):
        assert language() == "da"


def test_a_page_that_is_not_built_has_no_address() -> None:
    assert address("organisations:people") == "/organisation/"
    assert address("governance:no_such_page") == address("no_such_app:page") == ""
