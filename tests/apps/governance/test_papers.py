"""Papers: taken by content, fetched so that nothing runs, and kept once somebody has decided on them."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import brought, set_clock
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Matter, Paper
from samspil.apps.governance.services.moving import move
from samspil.core.governance.entries import Choose

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def office(*parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for part in parts:
            file.writestr(part, "x")
    return packed.getvalue()


WORD = office("[Content_Types].xml", "word/document.xml")


def send(browser: Client, matter: Matter, content: bytes, name: str = "tilbud.pdf", **said: Any) -> int:
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    url = reverse("governance:matter_papers", args=[matter.public_id])
    response = browser.post(url, {"file": file, "title": "", **said})
    return response.status_code


def papers(world: World) -> list[Paper]:
    with world.scope(HVIDOVRE):
        return list(Paper.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("content", "name", "called"),
    [
        (PDF, "tilbud.pdf", "tilbud.pdf"),
        (PDF, "tilbud.exe", "tilbud.pdf"),
        (b"\x89PNG\r\n\x1a\n0000", "skema", "skema.png"),
        (WORD, "krav.docx", "krav.docx"),
        ("Pris: 40.000 kr. æøå".encode(), "noter.txt", "noter.txt"),
        (PDF, "../../etc/passwd", "passwd.pdf"),
    ],
)
def test_a_paper_is_what_its_content_says(
    world: World, browser: Client, content: bytes, name: str, called: str
) -> None:
    matter = brought(world)
    assert send(world.log_in(browser, HVIDOVRE, "employee"), matter, content, name) == 302
    (paper,) = papers(world)
    assert paper.title == called
    assert name not in str(paper.file.name)


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"  \n<html>",
        b"hej <script>alert(1)</script>",
        b"MZ\x90\x00\x03",
        b"#!/bin/sh\nrm -rf /",
        b"",
        b"\x7fELF\x02\x01\x01\x00",
        office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
        office("a.exe"),
        b"PK\x03\x04 not really",
        b"GIF89a\x01\x00",
    ],
)
def test_what_could_run_is_not_taken_whatever_it_is_called(
    world: World, browser: Client, content: bytes
) -> None:
    matter = brought(world)
    assert send(world.log_in(browser, HVIDOVRE, "employee"), matter, content) == 422
    assert papers(world) == []


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "employee")
    assert send(browser, matter, PDF.ljust(20 * 1024 * 1024, b" ")) == 302
    assert send(browser, matter, PDF.ljust(20 * 1024 * 1024 + 1, b" ")) == 422
    assert len(papers(world)) == 1


def test_it_is_fetched_as_a_file_that_no_browser_runs(world: World, browser: Client) -> None:
    matter = brought(world)
    world.log_in(browser, HVIDOVRE, "employee")
    send(browser, matter, PDF, title="Tilbud fra leverandøren")
    (paper,) = papers(world)
    response: Any = browser.get(reverse("governance:paper", args=[paper.public_id]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == "application/pdf"


def test_another_organisation_cannot_fetch_it(world: World, browser: Client) -> None:
    matter = brought(world)
    send(world.log_in(browser, HVIDOVRE, "employee"), matter, PDF)
    (paper,) = papers(world)
    world.log_in(browser, RODOVRE, "head_of_digitalisation")
    assert browser.get(reverse("governance:paper", args=[paper.public_id])).status_code == 404
    assert browser.post(reverse("governance:paper_withdraw", args=[paper.public_id])).status_code == 404


def test_one_whom_the_matter_does_not_concern_adds_nothing(world: World, browser: Client) -> None:
    matter = brought(world)
    assert send(world.log_in(browser, HVIDOVRE, "buyer"), matter, PDF) == 422
    assert papers(world) == []


def test_whoever_added_it_takes_it_back_and_nobody_else(world: World, browser: Client) -> None:
    matter = brought(world)
    send(world.log_in(browser, HVIDOVRE, "employee"), matter, PDF)
    (paper,) = papers(world)
    url = reverse("governance:paper_withdraw", args=[paper.public_id])
    world.log_in(browser, HVIDOVRE, "it_expert")
    assert browser.post(url).status_code == 422
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.post(url).status_code == 302
    assert browser.get(reverse("governance:paper", args=[paper.public_id])).status_code == 404
    told = browser.get(reverse("governance:matter", args=[matter.public_id])).content.decode()
    assert "Bilag trukket tilbage: tilbud.pdf" in told


def test_what_somebody_has_decided_on_stays(world: World, browser: Client) -> None:
    matter = brought(world)
    send(world.log_in(browser, HVIDOVRE, "employee"), matter, PDF)
    (paper,) = papers(world)
    expert = world.acting(HVIDOVRE, "it_expert")
    later = NOW + timedelta(hours=2)
    with world.scope(HVIDOVRE):
        move(matter, Choose("screen", "return", expert.actor, later, reason="Pris?"), acting=expert)
    assert browser.post(reverse("governance:paper_withdraw", args=[paper.public_id])).status_code == 422
