"""Takes the pictures in docs/screenshots: the main pages with example data, in light and dark.

The example is loaded into a home of its own (minutes the first time; a home given is used again), served, and
looked at in Debian's Chromium by those who have demo log-ins. Everything shown is made up, and marked so.

    python tools/screenshots.py [--home FOLDER]
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).parents[1]
OUT: Final = ROOT / "docs" / "screenshots"
MOST_BYTES: Final = 6_000_000
DESK: Final = {"width": 1280, "height": 900}
PHONE: Final = {"width": 360, "height": 740}
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--font-render-hinting=none",
    "--lang=da-DK",
]

EMPLOYEE, EXPERT, CHIEF = "medarbejder@eksempel.dk", "ekspert@eksempel.dk", "chef@eksempel.dk"
COORDINATOR, DIRECTOR = "koordinator@eksempel.dk", "direktoer@eksempel.dk"


@dataclass(frozen=True)
class Picture:
    """A page, whose it is, and what it shows a reader who is not technical."""

    name: str
    who: str
    told: str
    go: Callable[[Page], object]
    on_phone: bool = False


def at(path: str) -> Callable[[Page], object]:
    """An address."""
    return lambda page: page.goto(path)


def first_of(path: str, region: str) -> Callable[[Page], object]:
    """The first link in a part of a page, by the part's heading."""

    def go(page: Page) -> None:
        page.goto(path)
        page.get_by_role("region", name=region).get_by_role("link").first.click()

    return go


def last_of(path: str, region: str) -> Callable[[Page], object]:
    """The last link in a part of a page: the oldest, where the newest come first."""

    def go(page: Page) -> None:
        page.goto(path)
        page.get_by_role("region", name=region).get_by_role("link").last.click()

    return go


def bring(page: Page) -> None:
    """A purchase as somebody writes it, with the way beside it."""
    page.goto("/bring/purchase_request/")
    page.get_by_label("Hvad drejer det sig om?").fill("Digital vagtplan til hjemmeplejen")
    page.get_by_label("Hvad har du brug for, og hvorfor?").fill("Vagterne lægges i regneark i dag.")
    page.get_by_label("Beløb for kommunen").fill("40.000")
    for question, answer in (("Kræver ny bevilling", "Nej"), ("Behandler", "Ja"), ("Erstatter", "Nej")):
        page.get_by_role("group", name=question).get_by_label(answer).check()
    page.get_by_role("complementary", name="Vejen").get_by_text("Svar senest").wait_for()
    page.evaluate("scrollTo(0, 0)")


def purchase(page: Page) -> None:
    """The newest purchase."""
    page.goto("/matters/?kind=purchase_request")
    page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()


def where(page: Page) -> None:
    """Somebody asks."""
    page.goto("/bring/where/")
    page.get_by_role("searchbox", name="Hvad har du?").fill("indkøb")
    page.get_by_role("searchbox", name="Hvad har du?").press("Enter")


def model(page: Page) -> None:
    """The model that holds, with its picture."""
    page.goto("/models/")
    page.get_by_role("main").get_by_role("link", name="Indkøbsscreening").first.click()


PICTURES: Final = [
    Picture(
        "log-ind", "", "Log ind. I prøveudgaven vælger du en rolle og kan prøve alt.", at("/account/login/")
    ),
    Picture("mit-arbejde", COORDINATOR, "Mit arbejde: det, der venter på dig, med frister.", at("/"), True),
    Picture(
        "kom-med-noget", EMPLOYEE, "Kom med noget: hvad det kan være, og hvor det går hen.", at("/bring/")
    ),
    Picture(
        "vejen",
        EMPLOYEE,
        "Vejen vises, mens du skriver: hvem beslutter, og hvornår du har svar.",
        bring,
        True,
    ),
    Picture(
        "hvor-gaar-jeg-hen", EMPLOYEE, "Hvor går jeg hen med det her? Svaret er en vej og en funktion.", where
    ),
    Picture("sag", EXPERT, "En sag hos ekspertgruppen: punkterne, vejen og historikken.", purchase),
    Picture("sager", CHIEF, "Kommunens sager, med hvem der har dem nu.", at("/matters/")),
    Picture("fora", COORDINATOR, "Foreningens fora.", at("/forums/")),
    Picture(
        "forum", COORDINATOR, "Et forum: møder, det der er klar, mandater og pladser.", at("/forums/board/")
    ),
    Picture(
        "moede",
        COORDINATOR,
        "Et afholdt møde med dagsorden, beslutninger og referat.",
        first_of("/forums/board/", "Afholdte møder"),
    ),
    Picture(
        "sammen",
        COORDINATOR,
        "Et fælles forslag: de ni medlemmer, hver med sin egen beslutning.",
        last_of("/overview/", "Forelagt medlemmerne"),
    ),
    Picture(
        "beslutninger",
        CHIEF,
        "Beslutningsregistret: hvem besluttede hvad, hvornår og med hvilket mandat.",
        at("/decisions/"),
    ),
    Picture(
        "genudbud",
        CHIEF,
        "Genudbudskalenderen: hvornår hver kontrakt slutter, og hvornår nogen senest skal gøre noget.",
        at("/contracts/calendar/"),
    ),
    Picture(
        "udbyd-sammen",
        CHIEF,
        "Udbyd sammen: det, flere af os har kontrakter om, og som kunne udbydes på én gang.",
        at("/contracts/together/"),
    ),
    Picture("faelles-behov", COORDINATOR, "Fælles behov: hvad flere kommuner har brug for.", at("/needs/")),
    Picture(
        "penge",
        COORDINATOR,
        "Penge: saldoen på hver konto, og hvad der er gået ind og ud i året.",
        at("/money/"),
    ),
    Picture("overblik", DIRECTOR, "Overblik for ledelsen.", at("/overview/")),
    Picture("styringsmodel", CHIEF, "Kommunens styringsmodel, med tegning.", model),
    Picture(
        "organisation",
        COORDINATOR,
        "Organisationen: medlemmer, enheder, personer og pladser.",
        at("/organisation/"),
    ),
]


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Samspil over a home with the example in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, "SAMSPIL_HOME": str(home)}
    samspil = [sys.executable, "-m", "samspil"]
    subprocess.run([*samspil, "demo"], env=surroundings, check=True)
    server = subprocess.Popen([*samspil, "serve", "--port", str(port)], env=surroundings)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    """Until it answers."""
    for _second in range(240):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("Samspil did not start.")


def take(browser: Browser, address: str, picture: Picture) -> list[Path]:
    """In light and dark; a few on a phone as well."""
    made = []
    sizes = [("", DESK), ("-telefon", PHONE)] if picture.on_phone else [("", DESK)]
    for suffix, size in sizes:
        context = browser.new_context(base_url=address, locale="da-DK", viewport=size)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if picture.who:
            page.goto("/account/login/")
            page.locator(f"button[value='{picture.who}']").click()
        picture.go(page)
        page.wait_for_load_state("networkidle")
        for scheme, word in (("light", "lys"), ("dark", "moerk"))[: 1 if suffix else 2]:
            page.emulate_media(color_scheme=scheme)
            file = OUT / f"{picture.name}{suffix}-{word}.png"
            page.screenshot(path=file, clip={"x": 0, "y": 0, **size}, animations="disabled")
            made.append(file)
        context.close()
    return made


def index() -> str:
    """What a reader sees first."""
    lines = [
        "# Sådan ser Samspil ud",
        "",
        "Hovedsiderne i lys og mørk udgave. Alt er eksempeldata: personer, sager og beløb er opdigtede, og",
        "de ni kommuner har ikke besluttet noget af det. Billederne laves med `make screenshots`.",
    ]
    for one in PICTURES:
        lines += ["", f"## {one.told}", "", f"![{one.told}]({one.name}-lys.png)"]
        lines += [f"[Mørk udgave]({one.name}-moerk.png)"]
        if one.on_phone:
            lines[-1] += f" · [På en telefon]({one.name}-telefon-lys.png)"
    return "\n".join(lines) + "\n"


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a folder with the example in it, or an empty one")
    parser.add_argument("--only", default="", help="the name of one picture")
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit(
        "Chromium is not installed (Debian: apt-get install chromium)."
    )
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder)
        with served(home) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for picture in PICTURES:
                if asked.only in {"", picture.name}:
                    print(*[file.name for file in take(browser, address, picture)])
            browser.close()
    (OUT / "README.md").write_text(index(), encoding="utf-8")
    weight = sum(file.stat().st_size for file in OUT.glob("*.png"))
    print(f"{weight / 1_000_000:.1f} MB")
    if weight > MOST_BYTES:
        sys.exit("The pictures weigh more than 6 MB together.")


if __name__ == "__main__":
    main()
