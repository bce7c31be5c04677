"""The parts of a page, rendered one by one."""

import re
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

pytestmark = pytest.mark.urls("tests.kit.web.web_urls")


class Need(forms.Form):
    title = forms.CharField(label="Title", help_text="One line")
    note = forms.CharField(label="Note", required=False)
    sort = forms.ChoiceField(
        label="Sort", widget=forms.RadioSelect, choices=[("need", "Need"), ("idea", "<b>Idea</b>")]
    )


def part(name: str, path: str = "/matters/", **context: Any) -> str:
    return render_to_string(f"web/parts/{name}.html", context, RequestFactory().get(path))


def pages(number: int, path: str = "/matters/") -> str:
    return part("pagination", path, page=Paginator(range(312), 25).get_page(number))


def test_a_field_says_which_texts_describe_it() -> None:
    html = part("field", field=Need({})["title"])
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    assert described[1].split() == ["id_title_helptext", "id_title_error"]
    assert all(f'id="{one}"' in html for one in described[1].split())
    assert 'aria-invalid="true"' in html


def test_only_a_field_that_may_be_empty_is_called_optional() -> None:
    assert "s-optional" in part("field", field=Need()["note"])
    assert "s-optional" not in part("field", field=Need()["title"])


def test_radio_buttons_are_a_group_with_a_legend_that_keeps_what_was_chosen() -> None:
    html = part("field", field=Need({"sort": "idea"})["sort"])
    assert "<legend" in html
    assert re.findall(r'value="(\w+)"[^>]* checked', html) == ["idea"]


def test_a_label_is_never_taken_for_markup() -> None:
    assert "<b>Idea</b>" not in part("field", field=Need()["sort"])


def test_the_error_summary_leads_to_each_field_in_error() -> None:
    html = part("error_summary", form=Need({}))
    assert re.findall(r'href="(#\w+)"', html) == ["#id_title", "#id_sort_group"]
    assert 'id="id_sort_group"' in part("field", field=Need({})["sort"])


def test_a_form_without_errors_has_no_summary() -> None:
    assert part("error_summary", form=Need({"title": "x", "sort": "need"})).strip() == ""


def test_another_page_keeps_what_the_list_was_narrowed_by() -> None:
    assert 'href="?area=care&amp;page=6"' in pages(5, "/matters/?area=care&page=5")


def test_the_first_page_has_no_way_back_and_the_last_no_way_on() -> None:
    assert 'rel="prev"' not in pages(1)
    assert 'rel="next"' in pages(1)
    assert 'rel="prev"' in pages(13)
    assert 'rel="next"' not in pages(13)


def test_long_lists_show_both_ends_and_the_nearest_pages() -> None:
    shown = re.findall(r"</span>(\d+)</a>", pages(6))
    assert shown == ["1", "5", "6", "7", "13"]


def test_the_first_point_of_an_agenda_cannot_go_up_nor_the_last_down() -> None:
    html = part("agenda", items=[{"id": 1, "title": "A"}, {"id": 2, "title": "B"}], move_url="/move/")
    dead = re.findall(r'id="(move-\d-\w+)"[^>]* disabled', html)
    assert dead == ["move-1-up", "move-2-down"]


@pytest.mark.parametrize("state", ["ok", "soon", "late", "paused", "met"])
def test_a_clock_says_its_state_in_words_not_only_in_colour(state: str) -> None:
    said = re.search(r'class="s-unseen">([^<]+):', part("clock", state=state, text="14 December"))
    assert said is not None
    assert said[1].strip()


def test_the_step_a_matter_stands_at_is_told_to_a_screen_reader() -> None:
    steps = [{"state": "done", "title": "A"}, {"state": "current", "title": "B"}]
    assert part("route", steps=steps).count('aria-current="step"') == 1
