"""Run every benchmark and write the page, or only the parts that are named.

python -m bench                       all of it; the page is written anew
python -m bench deadline pages        shown, not written
python -m bench --write deadline      its sections on the page are written anew, the others stay
"""

import argparse

from bench import (
    balance,
    benefits,
    day,
    engine,
    forecasting,
    funding,
    histories,
    journal,
    lists,
    matching,
    mining,
    portfolio,
    register,
    retender,
    sharing,
    simulation,
    surveys,
    web,
)
from bench.report import PAGE, told, write

PARTS = {
    "engine": engine,
    "journal": journal,
    "pages": web,
    "portfolio": portfolio,
    "register": register,
    "benefits": benefits,
    "funding": funding,
    "histories": histories,
    "sharing": sharing,
    "matching": matching,
    "mining": mining,
    "deadline": day,
    "lists": lists,
    "forecasting": forecasting,
    "simulation": simulation,
    "retender": retender,
    "surveys": surveys,
    "balance": balance,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; left out: all")
    parser.add_argument("--write", action="store_true", help="write the named parts on the page")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    sections = (section for name in asked.parts or PARTS for section in PARTS[name].sections())
    if asked.parts and not asked.write:
        for section in sections:
            print(f"## {told(section)}\n")
    else:
        write(sections, whole=not asked.parts)
        print(PAGE.read_text())
