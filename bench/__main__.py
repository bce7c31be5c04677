"""Run every benchmark and write the page."""

from bench import engine
from bench.report import PAGE, write

if __name__ == "__main__":
    write(engine.sections())
    print(PAGE.read_text())
