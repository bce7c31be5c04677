"""What can be asked on the command line, with help in the reader's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NoReturn

from samspil.cli.desk import WRONG_USAGE, Desk
from samspil.wording.catalogues import LANGUAGES, Language

# What is asked of ``simulate`` beside trying models, whose keys come right after it.
_OF_SIMULATE: Final = ("sweep", "phase", "explain")
_LANG = re.compile(r"--lang(?:=(.*))?$")

# What argparse says of its own accord, and the key of our words for it.
_ARGPARSE_SAYS: Final = (
    (re.compile(r"the following arguments are required: (?P<names>.*)"), "usage.required"),
    (re.compile(r"unrecognized arguments: (?P<names>.*)"), "usage.unrecognized"),
    (
        re.compile(r"argument (?P<name>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<known>.*)\)"),
        "usage.choice",
    ),
    (
        re.compile(r"argument (?P<name>.*?): expected (?:one argument|at least one argument)"),
        "usage.expected",
    ),
)


def language_of(argv: Sequence[str], environ: Mapping[str, str]) -> Language:
    """The language asked for, else that of the surroundings, else Danish."""
    asked = ""
    for number, word in enumerate(argv):
        if found := _LANG.match(word):
            asked = found[1] if found[1] is not None else "".join(argv[number + 1 : number + 2])
    around = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    for candidate in (asked, {"no": "nb", "nn": "nb"}.get(around[:2], around[:2])):
        for language in LANGUAGES:
            if candidate == language:
                return language
    return "da"


def as_commands(words: Sequence[str]) -> list[str]:
    """The words with a command of two as one: a model's key may stand where a command of a command would.

    >>> as_commands(["simulate", "sweep", "a_model"]), as_commands(["simulate", "a_model"])
    (['simulate sweep', 'a_model'], ['simulate', 'a_model'])
    """
    for at, (word, following) in enumerate(pairwise(words)):
        if word == "simulate" and following in _OF_SIMULATE:
            return [*words[:at], f"{word} {following}", *words[at + 2 :]]
    return list(words)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the reader's language."""

    desk: Desk

    def __init__(self, desk: Desk, **settings: object) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **settings,  # type: ignore[arg-type]
        )
        self.desk = desk
        self._positionals.title = desk.say("help.positionals")
        self._optionals.title = desk.say("help.options")
        self.add_argument("-h", "--help", action="help", help=desk.say("help.help"))
        self.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=desk.say("help.lang"))
        json = {"action": "store_true", "default": argparse.SUPPRESS, "help": desk.say("help.json")}
        self.add_argument("--json", **json)  # type: ignore[arg-type]

    def format_help(self) -> str:
        """The help, with its first word in the language."""
        return super().format_help().replace("usage:", self.desk.say("help.usage"), 1)

    def error(self, message: str) -> NoReturn:
        """What is wrong with how it was asked, and how to ask."""
        sys.stderr.write(self._told(message) + "\n")
        sys.stderr.write(self.format_usage().replace("usage:", self.desk.say("help.usage"), 1))
        sys.stderr.write(self.desk.say("usage.more", command=self.prog) + "\n")
        self.exit(WRONG_USAGE)

    def _told(self, message: str) -> str:
        for pattern, key in _ARGPARSE_SAYS:
            if found := pattern.fullmatch(message):
                return self.desk.say(key, **found.groupdict())
        return message


def parser(desk: Desk) -> Parser:
    """The whole command line."""
    top = Parser(desk, prog="samspil", description=desk.say("help.about"), epilog=desk.say("help.exit_codes"))
    areas = top.add_subparsers(dest="area", title=desk.say("help.commands"), metavar=desk.say("help.command"))
    model = areas.add_parser(
        "model", desk=desk, help=desk.say("help.model"), description=desk.say("help.model")
    )
    model.epilog = desk.say("help.exit_codes")
    commands = model.add_subparsers(
        dest="command", title=desk.say("help.commands"), metavar=desk.say("help.command"), required=True
    )
    for name, add in _COMMANDS.items():
        told = desk.say(f"help.{name}")
        command = commands.add_parser(name, desk=desk, help=told, description=told)
        command.epilog = desk.say(f"help.{name}.example")
        add(command, desk)
    for name, add in _AREAS.items():
        told = desk.say(f"help.{name.replace(' ', '.')}")
        area = areas.add_parser(name, desk=desk, help=told, description=told)
        add(area, desk)
    return top


def _list(command: Parser, desk: Desk) -> None:
    command.add_argument("--parts", action="store_true", help=desk.say("help.list.parts"))


def _check(command: Parser, desk: Desk) -> None:
    command.add_argument("models", nargs="*", metavar="KEY", help=desk.say("help.check.models"))


def _show(command: Parser, desk: Desk) -> None:
    command.add_argument("model", metavar="KEY", help=desk.say("help.key"))
    command.add_argument("--on", metavar="DAY", help=desk.say("help.on"))


def _explain(command: Parser, desk: Desk) -> None:
    command.add_argument("model", metavar="KEY", help=desk.say("help.key"))
    command.add_argument("--matter", metavar="FILE", required=True, help=desk.say("help.explain.matter"))
    command.add_argument("--on", metavar="DAY", required=True, help=desk.say("help.explain.on"))
    choose = {"action": "append", "default": [], "metavar": "STEP=OUTCOME"}
    command.add_argument("--choose", help=desk.say("help.explain.choose"), **choose)  # type: ignore[arg-type]


def _compare(command: Parser, desk: Desk) -> None:
    command.add_argument("models", nargs="+", metavar="KEY", help=desk.say("help.compare.models"))
    command.add_argument("--on", metavar="DAY", help=desk.say("help.compare.on"))


def _diagram(command: Parser, desk: Desk) -> None:
    command.add_argument("model", metavar="KEY", help=desk.say("help.key"))
    command.add_argument("--route", metavar="ROUTE", help=desk.say("help.diagram.route"))
    command.add_argument("--on", metavar="DAY", help=desk.say("help.on"))
    _out(command, desk)


def _out(command: Parser, desk: Desk) -> None:
    command.add_argument("--out", metavar="FILE", help=desk.say("help.out"))
    command.add_argument("--force", action="store_true", help=desk.say("help.force"))


def _schema(command: Parser, desk: Desk) -> None:
    shapes = ("model", "parameters", "cases", "matter")
    command.add_argument("--of", choices=shapes, default="model", help=desk.say("help.schema.of"))
    _out(command, desk)


def _new(command: Parser, desk: Desk) -> None:
    command.add_argument("key", metavar="KEY", help=desk.say("help.new.key"))
    command.add_argument(
        "--from", dest="base", metavar="KEY", default="danish_municipality", help=desk.say("help.new.from")
    )
    command.add_argument("--folder", metavar="DIR", default=".", help=desk.say("help.new.folder"))


def _serve(command: Parser, desk: Desk) -> None:
    command.add_argument("--host", default="127.0.0.1", help=desk.say("help.serve.host"))
    command.add_argument("--port", type=int, default=8000, help=desk.say("help.serve.port"))
    command.add_argument("--workers", type=int, default=2, help=desk.say("help.serve.workers"))


def _demo(command: Parser, desk: Desk) -> None:
    command.add_argument("--reset", action="store_true", help=desk.say("help.demo.reset"))


def _worker(command: Parser, desk: Desk) -> None:
    command.add_argument("--once", action="store_true", help=desk.say("help.worker.once"))


def _journal(command: Parser, desk: Desk) -> None:
    command.add_argument("what", choices=("verify", "export", "heads"), help=desk.say("help.journal.what"))
    command.add_argument("--organisation", metavar="CODE", help=desk.say("help.journal.organisation"))
    formats = ("chain", "ocel", "xes")
    command.add_argument("--format", choices=formats, default="chain", help=desk.say("help.journal.format"))
    _out(command, desk)


_IMPORTED = ("notices", "portfolio", "contracts", "systems")


def _import(command: Parser, desk: Desk) -> None:
    command.add_argument("what", choices=_IMPORTED, help=desk.say("help.import.what"))
    command.add_argument("folder", nargs="?", metavar="FILE", help=desk.say("help.import.folder"))
    command.add_argument("--as", dest="organisation", metavar="NAME", help=desk.say("help.import.as"))
    command.add_argument("--mapping", metavar="NAME", help=desk.say("help.import.mapping"))
    command.add_argument("--name", metavar="NAME", help=desk.say("help.import.name"))
    command.add_argument("--year", type=int, metavar="YEAR", help=desk.say("help.import.year"))
    command.add_argument("--currency", default="DKK", metavar="CODE", help=desk.say("help.import.currency"))
    command.add_argument("--alike", choices=("same", "new"), help=desk.say("help.import.alike"))
    command.add_argument("--yes", action="store_true", help=desk.say("help.import.yes"))


def _simulate(command: Parser, desk: Desk) -> None:
    command.add_argument("models", nargs="+", metavar="KEY", help=desk.say("help.compare.models"))
    _how(command, desk)
    changed = {"action": "append", "default": [], "metavar": "NAME=VALUE"}
    command.add_argument("--set", help=desk.say("help.simulate.set"), **changed)  # type: ignore[arg-type]
    command.epilog = desk.say("help.simulate.example")


def _how(command: Parser, desk: Desk) -> None:
    command.add_argument("--workload", metavar="FILE", required=True, help=desk.say("help.simulate.workload"))
    command.add_argument("--years", type=int, default=10, help=desk.say("help.simulate.years"))
    command.add_argument("--replications", type=int, default=200, help=desk.say("help.simulate.replications"))
    command.add_argument("--seed", type=int, default=1, help=desk.say("help.simulate.seed"))
    spread = command.add_mutually_exclusive_group()
    spread.add_argument("--processes", type=int, default=1, help=desk.say("help.simulate.processes"))
    spread.add_argument("--dask", action="store_true", help=desk.say("help.simulate.dask"))


def _sweep(command: Parser, desk: Desk) -> None:
    command.add_argument("model", metavar="KEY", help=desk.say("help.simulate.sweep.model"))
    _how(command, desk)
    over = {"action": "append", "nargs": "+", "required": True, "metavar": ("NAME=VALUE", "VALUE")}
    command.add_argument("--over", help=desk.say("help.simulate.sweep.over"), **over)  # type: ignore[arg-type]
    command.epilog = desk.say("help.simulate.sweep.example")


def _phase(command: Parser, desk: Desk) -> None:
    command.add_argument("model", metavar="KEY", help=desk.say("help.simulate.sweep.model"))
    _how(command, desk)
    any_day = desk.say("help.simulate.phase.any_weekday")
    command.add_argument("--any-weekday", action="store_true", help=any_day)
    command.epilog = desk.say("help.simulate.phase.example")


def _explained(command: Parser, desk: Desk) -> None:
    command.add_argument("model", metavar="KEY", help=desk.say("help.simulate.sweep.model"))
    _how(command, desk)
    command.epilog = desk.say("help.simulate.explain.example")


def _init(command: Parser, desk: Desk) -> None:
    which = command.add_mutually_exclusive_group()
    which.add_argument("--municipality", metavar="CODE", help=desk.say("help.init.municipality"))
    which.add_argument("--association", metavar="NAME", help=desk.say("help.init.association"))
    command.add_argument("--members", metavar="CODES", help=desk.say("help.init.members"))
    command.add_argument("--model", metavar="KEY", help=desk.say("help.init.model"))
    command.add_argument("--email", metavar="ADDRESS", help=desk.say("help.init.email"))
    command.add_argument("--person", metavar="NAME", help=desk.say("help.init.person"))


def _log(command: Parser, desk: Desk) -> None:
    commands = command.add_subparsers(
        dest="what", title=desk.say("help.commands"), metavar=desk.say("help.command"), required=True
    )
    each = {"import": _log_import, "metrics": _log_metrics, "fit": _log_fit, "replay": _log_replay}
    for name, add in each.items():
        told = desk.say(f"help.log.{name}")
        one = commands.add_parser(name, desk=desk, help=told, description=told)
        one.epilog = desk.say(f"help.log.{name}.example")
        one.add_argument("file", metavar="FILE", help=desk.say("help.log.file"))
        add(one, desk)
        _log_read(one, desk)


def _log_read(command: Parser, desk: Desk) -> None:
    command.add_argument("--zone", metavar="ZONE", help=desk.say("help.log.zone"))
    command.add_argument("--by-time", action="store_true", help=desk.say("help.log.by_time"))
    command.add_argument("--leave-out-unfinished", action="store_true", help=desk.say("help.log.unfinished"))
    columns = {"action": "append", "default": [], "metavar": "WHAT=HEADING"}
    command.add_argument("--column", help=desk.say("help.log.column"), **columns)  # type: ignore[arg-type]
    command.add_argument("--case-type", metavar="TYPE", help=desk.say("help.log.case_type"))
    command.add_argument("--largest", type=int, default=150, metavar="MB", help=desk.say("help.log.largest"))


def _log_import(command: Parser, desk: Desk) -> None:
    _out(command, desk)


def _log_metrics(command: Parser, desk: Desk) -> None:
    command.add_argument("other", nargs="?", metavar="FILE", help=desk.say("help.log.other"))
    command.add_argument("--order", nargs="+", metavar="STEP", help=desk.say("help.log.order"))


def _log_fit(command: Parser, desk: Desk) -> None:
    command.add_argument("--workload", metavar="FILE", required=True, help=desk.say("help.log.fit.workload"))
    command.add_argument("--kind", metavar="KIND", required=True, help=desk.say("help.log.fit.kind"))
    step = {"action": "append", "default": [], "metavar": "ROUTE.STEP=NAME"}
    command.add_argument("--step", help=desk.say("help.log.fit.step"), **step)  # type: ignore[arg-type]
    _out(command, desk)


def _log_replay(command: Parser, desk: Desk) -> None:
    command.add_argument("--forum", metavar="STEP", help=desk.say("help.log.forum"))
    command.add_argument("--meets", metavar="RULE", help=desk.say("help.log.meets"))
    command.add_argument("--papers", type=int, metavar="DAYS", help=desk.say("help.log.papers"))
    command.add_argument("--papers-now", type=int, metavar="DAYS", help=desk.say("help.log.papers_now"))
    command.add_argument("--agenda", type=int, metavar="MATTERS", help=desk.say("help.log.agenda"))


def _dialogue(command: Parser, desk: Desk) -> None:
    command.add_argument("what", choices=("list", "check", "show"), help=desk.say("help.dialogue.what"))
    command.add_argument("dialogues", nargs="*", metavar="KEY", help=desk.say("help.dialogue.dialogues"))
    command.epilog = desk.say("help.dialogue.example")


_AREAS = {
    "init": _init,
    "serve": _serve,
    "demo": _demo,
    "worker": _worker,
    "journal": _journal,
    "import": _import,
    "log": _log,
    "dialogue": _dialogue,
    "simulate": _simulate,
    "simulate sweep": _sweep,
    "simulate phase": _phase,
    "simulate explain": _explained,
}
_COMMANDS = {
    "list": _list,
    "check": _check,
    "show": _show,
    "explain": _explain,
    "compare": _compare,
    "diagram": _diagram,
    "schema": _schema,
    "new": _new,
}
