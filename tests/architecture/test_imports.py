"""The borders between the parts hold, and a tool notices whoever crosses one."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter", encoding="utf-8")
NAMES = {
    section.removeprefix("importlinter:contract:"): CONTRACTS[section]["name"]
    for section in CONTRACTS.sections()
    if section.startswith("importlinter:contract:")
}

# For each contract the file that breaks it and the lines that do; a file that is not there is made.
VIOLATIONS = {
    "the core reads the clock": ("core-is-pure", "core/errors.py", "import time"),
    "the core knows the web": ("core-is-pure", "core/errors.py", "from django.db import models"),
    "an array in a rule": ("rules-without-arrays", "core/errors.py", "import numpy"),
    "the core asks the edge": ("one-direction", "core/errors.py", "from samspil import library"),
    "the core asks the edge inside a function": (
        "one-direction",
        "core/errors.py",
        "def f():\n    from samspil import library",
    ),
    "a package that no layer declares": ("one-direction", "helpers.py", ""),
    "the ground asks the rules": ("core-layers", "core/errors.py", "from samspil.core import governance"),
    "a part of the core that no layer declares": ("core-layers", "core/helpers.py", ""),
    "a library that draws": ("screen-at-the-edge", "library.py", "import rich"),
    "two neighbours that need each other": (
        "no-circles",
        "core/governance/one.py",
        "from samspil.core.governance import two",
    ),
    "a use case asks the settings": (
        "one-direction",
        "processes/keep_time.py",
        "from samspil.settings import environment",
    ),
    "an app asks a use case": (
        "one-direction",
        "apps/organisations/services.py",
        "from samspil.processes import keep_time",
    ),
    "an app knows the one above it": (
        "domain-order",
        "apps/organisations/services.py",
        "from samspil.apps.governance import types",
    ),
    "an app that no layer declares": ("domain-order", "apps/shared/__init__.py", ""),
    "tenancy knows the journal": (
        "kit-order",
        "kit/tenancy/scope.py",
        "from samspil.kit.journal import recording",
    ),
    "a part of the kit that no layer declares": ("kit-order", "kit/helpers.py", ""),
    "a selector changes rows": (
        "inside-an-app",
        "apps/organisations/selectors.py",
        "from samspil.apps.organisations import services",
    ),
    "a model knows the pages": (
        "inside-an-app",
        "apps/governance/models/matters.py",
        "from samspil.apps.governance import views",
    ),
    "a part of an app that no layer declares": ("inside-an-app", "apps/organisations/helpers.py", ""),
    "a page reads rows by itself": (
        "views-by-services",
        "apps/organisations/views/acting.py",
        "from samspil.apps.organisations.models import Unit",
    ),
    "an app builds a page of another's views": (
        "governance-closed",
        "apps/portfolio/forms/starting.py",
        "from samspil.apps.governance.views import my_work",
    ),
    "an app builds a form of another's forms": (
        "intake-closed",
        "apps/portfolio/forms/starting.py",
        "from samspil.apps.intake.forms import several",
    ),
    "an app reads another's rows by itself": (
        "organisations-closed",
        "apps/portfolio/services/plans.py",
        "from samspil.apps.organisations.models import Person",
    ),
    "an app makes rows of one below it": (
        "systems-closed",
        "apps/intake/services/bringing.py",
        "from samspil.apps.systems.models import System",
    ),
    "an app makes initiatives by itself": (
        "portfolio-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.portfolio.models import Initiative",
    ),
    "an app measures by itself": (
        "measurements-closed",
        "apps/benefits/services/following_up.py",
        "from samspil.apps.measurements.models import Measurement",
    ),
    "an app tries a model by itself": (
        "simulations-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.simulations.models import SimulationRun",
    ),
    "an app holds a dialogue by itself": (
        "balance-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.balance.models import Round",
    ),
    "an app says competences by itself": (
        "competences-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.competences.models import HeldCompetence",
    ),
    "an app holds a workshop by itself": (
        "workshops-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.workshops.models import Workshop",
    ),
    "an app asks a survey by itself": (
        "surveys-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.surveys.models import Round",
    ),
    "an app tells the overview by itself": (
        "insight-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.insight.views.report import report",
    ),
    "an app promises by itself": (
        "service-levels-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.service_levels.models import Promise",
    ),
    "an app takes a step by itself": (
        "targets-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.targets.models import Step",
    ),
    "an app records the mix of tasks by itself": (
        "resources-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.resources.models import TaskTime",
    ),
    "an app tells needs by itself": (
        "needs-closed",
        "apps/systems/services/uses.py",
        "from samspil.apps.needs.models import Told",
    ),
    "an app makes benefits by itself": (
        "benefits-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.benefits.models import Benefit",
    ),
    "an app posts by itself": (
        "funding-closed",
        "apps/beginning/services/ending.py",
        "from samspil.apps.funding.models import Voucher",
    ),
    "a use case asks the guide's forms": (
        "beginning-closed",
        "processes/begin.py",
        "from samspil.apps.beginning.forms import people",
    ),
    "a use case reads rows by itself": (
        "front-door",
        "processes/found_association.py",
        "from samspil.apps.organisations.models import Organisation as Row",
    ),
    "a command asks a page": (
        "front-door",
        "cli/__init__.py",
        "from samspil.apps.governance.views import naming",
    ),
    "a migration asks the rules": (
        "migrations-stand-alone",
        "apps/governance/migrations/0001_initial.py",
        "from samspil.core.governance import events",
    ),
    "a migration asks today's models": (
        "migrations-stand-alone",
        "apps/organisations/migrations/0001_initial.py",
        "from samspil.apps.organisations import models as rows",
    ),
}
ALSO = {"core/governance/one.py": ("core/governance/two.py", "from samspil.core.governance import one")}


def lint_imports(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COLUMNS": "300",
    }
    return subprocess.run(
        [LINT_IMPORTS, "--no-logo", "--no-cache", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source tree and its contracts, to be broken without harm."""
    ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.yaml")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def write(folder: Path, file: str, lines: str) -> None:
    path = folder / "src" / "samspil" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.with_suffix("").is_dir():
        path = path.with_suffix("") / "__init__.py"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{lines}\n", encoding="utf-8")


def test_every_contract_is_kept_and_the_copy_that_is_broken_below_is_whole(copy: Path) -> None:
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"Contracts: {len(NAMES)} kept, 0 broken." in result.stdout


@pytest.mark.parametrize(("contract", "file", "lines"), VIOLATIONS.values(), ids=VIOLATIONS)
def test_a_violation_is_caught_by_name(copy: Path, contract: str, file: str, lines: str) -> None:
    write(copy, file, lines)
    if file in ALSO:
        write(copy, *ALSO[file])
    result = lint_imports(copy, "--contract", contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{NAMES[contract]} BROKEN" in result.stdout


@pytest.mark.parametrize("contract", ["core-is-pure", "rules-without-arrays", "screen-at-the-edge"])
def test_each_forbidden_module_is_caught(copy: Path, contract: str) -> None:
    section = CONTRACTS[f"importlinter:contract:{contract}"]
    forbidden = section["forbidden_modules"].split()
    file = (
        "core/errors.py" if section["source_modules"].split()[0].startswith("samspil.core") else "library.py"
    )
    module = f"samspil.{file.removesuffix('.py').replace('/', '.')}"
    write(copy, file, "\n".join(f"import {name}" for name in forbidden))
    result = lint_imports(copy, "--contract", contract)
    missed = [name for name in forbidden if f"{module} -> {name} " not in result.stdout]
    assert not missed, result.stdout + result.stderr


def test_no_contract_is_without_a_violation() -> None:
    assert {contract for contract, _, _ in VIOLATIONS.values()} == set(NAMES)


# The same border without the tool: the core runs on a machine that has none of these.

ABSENT = (
    "django",
    "ninja",
    "numba",
    "llvmlite",
    "numpy",
    "scipy",
    "rich",
    "babel",
    "requests",
    "httpx",
    "samspil.cli",
)
IMPORT_ALL_WITHOUT = f"""
import importlib, pkgutil, sys

ABSENT = {ABSENT!r}

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name in ABSENT or name.split(".")[0] in ABSENT:
            raise RuntimeError(f"{{name}} is not here")

sys.meta_path.insert(0, Refuse())
for name in sys.argv[1:]:
    importlib.import_module(name)
import samspil.core
names = [module.name for module in pkgutil.walk_packages(samspil.core.__path__, "samspil.core.")]
arrays = ("all_pairs", "packing", "vectors", "nearest", "linking", "common", "suggesting")
made_of_them = (
    "samspil.core.simulation.",
    "samspil.core.mining.",
    "samspil.core.forecasting.futures.",
    *("samspil.core.matching." + name for name in arrays),
)
for name in names:
    if name.startswith(made_of_them):
        continue
    importlib.import_module(name)
assert not set(ABSENT) & set(sys.modules)
print(len(names))
"""


def import_all_without(*first: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_WITHOUT, *first],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_the_core_imports_where_django_and_numba_are_not_installed() -> None:
    result = import_all_without()
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 1


@pytest.mark.parametrize("name", ["django", "numpy"])
def test_what_is_said_to_be_absent_is_absent(name: str) -> None:
    assert f"{name} is not here" in import_all_without(name).stderr
