"""Going through Samspil as a visitor does: from link to link, each page once, over HTTP.

`python -m bench.visiting PORT` logs in as each role of the example in turn and follows every link to a sort
of page that this role has not been on yet, then every link to a file. What was seen, and what the server's
worker held before, after the pages and after the files, is told as JSON.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.urls import Resolver404, get_resolver, resolve

from bench.memory import pss_mb
from bench.processor import children, parent
from samspil.apps.organisations.demo_log_ins import LOG_INS

LOG_IN, TRY_AS = "/account/login/", "/organisation/try-as/"
_LINK = re.compile(r'href="(/[^"#]*)')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_OK = 200
_FILE = re.compile(r"\.\w+$|/(xlsx|csv|pdf)/$|/file/$|/minutes/$")
_NOT_PAGES = ("/static/", "/account/logout/")


@dataclass
class Visitor:
    """Somebody with a browser: keeps cookies, reads what comes."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, content type and text of an answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        heads = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        heads["Accept-Language"] = "da"
        if form is None:
            line.request("GET", path, headers=heads)
        else:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
            line.request("POST", path, urlencode(form), heads)
        answer = line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, said = value.partition(";")[0].partition("=")
                self.cookies[key] = said
        text = answer.read().decode("utf-8", "replace")
        line.close()
        return answer.status, answer.headers.get_content_type(), text

    def log_in_as(self, email: str) -> None:
        """As the log-in page offers it where all is example data."""
        _status, _type, page = self.ask(LOG_IN)
        found = _TOKEN.search(page)
        assert found is not None, "the log-in page has no form"
        status, _type, _page = self.ask(TRY_AS, {"email": email, "csrfmiddlewaretoken": found[1]})
        assert status == http.HTTPStatus.FOUND, (email, status)


def view_of(path: str) -> str:
    """What answers an address."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


@dataclass
class Tour:
    """What has been seen, and what is still to be."""

    pages: set[str] = field(default_factory=set)
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def through_pages(self, visitor: Visitor, email: str) -> None:
        """Every page that can be come to from *My work*; a page is known by what answers it."""
        waiting = ["/"]
        been: set[str] = set()
        while waiting:
            path = waiting.pop(0)
            view = view_of(path)
            if not view or view in been or path.startswith(_NOT_PAGES):
                continue
            been.add(view)
            if _FILE.search(urlsplit(path).path):
                self.files.setdefault(view, (email, path))
                continue
            status, sort, text = visitor.ask(path)
            if status == _OK and sort == "text/html":
                self.pages.add(view)
                waiting += (one.replace("&amp;", "&") for one in _LINK.findall(text))
            elif status == _OK:
                self.files.setdefault(view, (email, path))


def views(patterns: object = None, space: str = "") -> Iterator[str]:
    """The names of all there is, the API aside."""
    for one in getattr(patterns or get_resolver(), "url_patterns", ()):
        inside = getattr(one, "namespace", None)
        if hasattr(one, "url_patterns"):
            yield from views(one, f"{space}{inside}:" if inside else space)
        elif one.name:
            yield f"{space}{one.name}"


def tour(port: int, memory: Callable[[], float]) -> dict[str, object]:
    """Everybody goes through everything; what the process holds afterwards."""
    seen, before = Tour(), memory()
    visitors = {one.email: Visitor(port) for one in LOG_INS}
    for email, visitor in visitors.items():
        visitor.log_in_as(email)
        seen.through_pages(visitor, email)
    after_pages = memory()
    files = [view for view, (email, path) in seen.files.items() if visitors[email].ask(path)[0] == _OK]
    known = {one for one in views() if not one.startswith("api-")}
    return {
        "views": len(known),
        "pages": len(seen.pages),
        "files": len(files),
        "before_mb": before,
        "after_pages_mb": after_pages,
        "after_files_mb": memory(),
    }


def the_one_that_serves(port: int) -> int:
    """The worker of the server at a port, which has the socket of the process that started it."""
    sockets = _listening(port)
    holders = [pid for pid in _everybody() if _holds(pid, sockets)]
    workers = [pid for pid in holders if parent(pid) in holders and not set(children(pid)) & set(holders)]
    assert len(workers) == 1, f"one worker was to serve, {len(workers)} do"
    return workers[0]


def _everybody() -> list[int]:
    return [int(one) for one in os.listdir("/proc") if one.isdecimal()]


def _listening(port: int) -> set[str]:
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [one.split() for one in table.readlines()[1:]]
    return {f"socket:[{one[9]}]" for one in rows if one[1].endswith(f":{port:04X}") and one[3] == "0A"}


def _holds(pid: int, sockets: set[str]) -> bool:
    try:
        found = os.listdir(f"/proc/{pid}/fd")
        return any(_read(f"/proc/{pid}/fd/{one}") in sockets for one in found)
    except OSError:
        return False


def _read(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


if __name__ == "__main__":
    asked_port = int(sys.argv[1])
    worker = the_one_that_serves(asked_port)
    json.dump(tour(asked_port, lambda: pss_mb(worker)), sys.stdout)
