"""Run every benchmark and write the page."""

from itertools import chain

from bench import engine, journal, web
from bench.report import PAGE, write

if __name__ == "__main__":
    write(chain(engine.sections(), journal.sections(), web.sections()))
    print(PAGE.read_text())
