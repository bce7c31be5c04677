"""Run every benchmark and write the page, or show the parts that are named: `python -m bench deadline`."""

import sys

from bench import day, engine, journal, lists, portfolio, web
from bench.report import PAGE, text, write

PARTS = {
    "engine": engine,
    "journal": journal,
    "pages": web,
    "portfolio": portfolio,
    "deadline": day,
    "lists": lists,
}

if __name__ == "__main__":
    asked = [PARTS[name] for name in sys.argv[1:]] or list(PARTS.values())
    sections = (section for part in asked for section in part.sections())
    if sys.argv[1:]:
        print(text(sections))
    else:
        write(sections)
        print(PAGE.read_text())
