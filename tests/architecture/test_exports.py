"""A file that leaves an example says that it is one, whatever sort of file it is; a real one does not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import HVIDOVRE, World
from tests.architecture.permission_matrix.routes import routes
from tests.architecture.permission_matrix.things import Told, address_values, things
from tests.architecture.test_permission_matrix import POLICY

from samspil.apps.governance.models import Meeting
from samspil.apps.organisations.models import Organisation
from samspil.kit import typesetting

SOURCE = Path(__file__).parents[2] / "src" / "samspil"
APPS = SOURCE / "apps"
# Every route that gives a file, with what its address is told beside the thing that it is about.
TABLES: list[dict[str, str]] = [{"form": "xlsx"}, {"form": "csv"}]
FILES: dict[str, list[dict[str, str]]] = {
    "balance:record": [{}],
    "workshops:record": [{}],
    "balance:record_word": [{}],
    "benefits:follow_up_file": [{}],
    "benefits:measure_template": TABLES,
    "benefits:report": [{}],
    "funding:account_file": TABLES,
    "funding:case_file": [{}],
    "funding:statement_file": [{"form": "xlsx"}, {"form": "pdf"}],
    "governance:decisions_export": TABLES,
    "governance:export_model": [{}],
    "governance:forum_feed": [{}],
    "governance:minutes": [{}],
    "insight:report_file": [{"form": "pdf"}, {"form": "docx"}],
    "portfolio:calendar_file": [{}],
    "portfolio:export": [*TABLES, {"form": "openproject"}],
    "portfolio:export_whole": TABLES,
    "portfolio:feed": [{}],
    "service_levels:figures_template": TABLES,
    "surveys:file": [{"what": what, **form} for what in ("results", "words") for form in TABLES],
    "systems:calendar_file": [{}],
    "systems:export": [
        *({"what": what, **form} for what in ("systems", "contracts") for form in TABLES),
        {"what": "kitos", "form": "xlsx"},
        {"what": "ocds", "form": "json"},
    ],
}
# What somebody has put in goes out as it came.
AS_PUT_IN = {"governance:paper"}
KEYS = {
    "governance:forum_feed": "governance:forum_calendar",
    "portfolio:feed": "portfolio:calendar_subscribe",
}
MARK = re.compile("eksempel", re.IGNORECASE)


def told_instead(template: Path, told: Mapping[str, Any], at: datetime) -> bytes:
    """What a document is told to say of itself, in place of the set page."""
    return str(told["example"]).encode()


def said_by(answer: HttpResponseBase) -> str:
    """All that a file says, and what it is called."""
    content: bytes = answer.content  # type: ignore[attr-defined]
    found = [answer["Content-Disposition"]]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found += [archive.read(name).decode() for name in archive.namelist() if name.endswith(READ)]
    else:
        found.append(content.decode())
    return "\n".join(found)


READ = ("sharedStrings.xml", "sheet1.xml", ".yaml", "word/header1.xml")


def prepared(world: World) -> Told:  # noqa: F811
    """The things of the permission matrix; of the meeting that is over the minutes are made now."""
    about = things(world)
    with world.scope(HVIDOVRE):
        Meeting.objects.update(minutes_hash="")
    return about


def files(browser: Client, about: Told) -> dict[str, str]:
    """What each file says."""
    found = {}
    for route, told in FILES.items():
        line, names = POLICY[route], routes()[route]
        given = {} if route in KEYS else line.get("address", {})
        for more in told:
            path = reverse(route, kwargs=address_values(names, about[line["about"]], {**given, **more}))
            answer = browser.get(path if route not in KEYS else _with_key(browser, route, about))
            assert answer.status_code == 200, (route, answer.status_code)
            found[f"{route} {more}"] = said_by(answer)
    return found


def _with_key(browser: Client, route: str, about: Told) -> str:
    ask = KEYS[route]
    path = reverse(ask, kwargs=address_values(routes()[ask], about[POLICY[ask]["about"]], {}))
    found = re.search(r"http://testserver(/[^\s\"<]*token=[^\s\"<&]+)", browser.post(path).content.decode())
    assert found
    return found[1].replace("&amp;", "&")


@pytest.fixture
def head(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: F811
    monkeypatch.setattr(typesetting, "as_pdf", told_instead)
    return world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")


@pytest.mark.parametrize("is_example", [True, False])
def test_every_file_of_an_example_says_so_and_no_real_one_does(
    world: World,  # noqa: F811
    head: Client,
    *,
    is_example: bool,
) -> None:
    with transaction.atomic():
        about = prepared(world)
    Organisation.objects.update(is_example=is_example)
    found = files(head, about)
    unlike = [name for name, said in found.items() if bool(MARK.search(said)) is not is_example]
    assert unlike == []


def test_every_page_that_gives_a_file_is_asked() -> None:
    about = dict.fromkeys(("id", "pk"), "0198c0de-0000-7000-8000-000000000000")
    asked = set()
    for route in (*FILES, *AS_PUT_IN):
        values = {name: 1 if name == "number" else about["id"] for name in routes()[route]}
        asked.add(resolve(reverse(route, kwargs=values)).func.__module__.replace(".", "/"))
    giving = {
        str(path.relative_to(SOURCE.parent).with_suffix(""))
        for path in APPS.rglob("views/**/*.py")
        if re.search(r"Content-Disposition|FileResponse", path.read_text(encoding="utf-8"))
    }
    assert giving == asked
