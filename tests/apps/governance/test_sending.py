"""A page's form is done once, however often it is sent, and says so where it comes with something else."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.parts.sending import done_once, key_of, sent_in
from samspil.kit.once.doing import AnotherRequestError


def sent(**typed: str) -> HttpRequest:
    return RequestFactory().post("/", typed)


def test_a_page_keeps_the_key_that_it_was_sent_with() -> None:
    assert key_of(sent(key="one")) == "one"


def test_a_page_that_is_shown_for_the_first_time_has_a_key_of_its_own() -> None:
    opened = RequestFactory().get("/")
    assert len({key_of(opened), key_of(opened), ""}) == 3


def test_all_that_was_typed_counts_and_no_token() -> None:
    assert sent_in(sent(title="Ny", csrfmiddlewaretoken="x")) == {"title": ["Ny"]}


@pytest.mark.django_db
def test_it_is_done_once_and_gives_the_same_answer_again(world: World) -> None:
    done: list[str] = []

    def do() -> str:
        done.append("x")
        return f"number {len(done)}"

    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        for _time in range(2):
            assert done_once(sent(key="one"), acting, {"title": "Ny"}, do, NOW) == "number 1"
        with pytest.raises(AnotherRequestError):
            done_once(sent(key="one"), acting, {"title": "En anden"}, do, NOW)
        assert done_once(sent(), acting, {"title": "Ny"}, do, NOW) == "number 2"
    assert done == ["x", "x"]
