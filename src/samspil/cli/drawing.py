"""``samspil model diagram``: a model as a picture."""

from __future__ import annotations

from argparse import Namespace

from samspil.cli.days import day_asked
from samspil.cli.desk import OK, Desk
from samspil.cli.outputs import put
from samspil.cli.sources import find, load
from samspil.core.governance.diagram import diagram


def run(asked: Namespace, desk: Desk) -> int:
    """Draw a model's forums, routes and clocks as SVG."""
    model = load(find(asked.model))
    on = day_asked(asked.on) if asked.on else None
    put(diagram(model, desk.language, asked.route, on), asked.out, desk, "svg", force=asked.force)
    return OK
