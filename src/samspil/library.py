"""The one place that knows where what ships with the product lies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from samspil.core.errors import ProblemsError
from samspil.core.register import CpvLabel, Municipality, parse_cpv, parse_kle, parse_municipalities

if TYPE_CHECKING:
    from samspil.core.finance.case_parameters import CaseParameters
    from samspil.core.forecasting.published import Finding
    from samspil.core.notices.records import NoticeRecord
    from samspil.core.retender.parameters import RetenderParameters
    from samspil.core.strategy import Strategy

_TOP_FILES = ("model.yaml", "parameters.yaml", "README.md")

_Value = TypeVar("_Value")


@cache
def shipped_models() -> tuple[str, ...]:
    """The keys of the governance models that ship, sorted: the folders with a ``model.yaml``."""
    folders = _shipped("governance_models").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath("model.yaml").is_file()))


def model_files(key: str) -> dict[str, bytes]:
    """The files of a shipped model: name relative to its folder, with ``/``, to bytes; sorted by name.

    Raises:
        ProblemsError: ``unknown_model``, with the keys that are known.
    """
    if key not in shipped_models():
        raise ProblemsError.of("unknown_model", key=key, known=", ".join(shipped_models()))
    folder = _shipped("governance_models").joinpath(key)
    files = {name: folder.joinpath(name) for name in _TOP_FILES}
    cases = folder.joinpath("cases")
    if cases.is_dir():
        files |= {f"cases/{case.name}": case for case in cases.iterdir() if case.name.endswith(".yaml")}
    return {name: file.read_bytes() for name, file in sorted(files.items()) if file.is_file()}


@cache
def shipped_workloads() -> tuple[str, ...]:
    """The keys of the workloads that ship, sorted."""
    files = _shipped("reference_data").joinpath("workloads").iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


def workload_file(key: str) -> bytes:
    """The bytes of a shipped workload."""
    return _shipped("reference_data").joinpath("workloads", f"{key}.yaml").read_bytes()


@cache
def shipped_dialogues() -> tuple[str, ...]:
    """The keys of the dialogues that ship, sorted."""
    files = _shipped("reference_data").joinpath("dialogues").iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


def dialogue_file(key: str) -> bytes:
    """The bytes of a shipped dialogue.

    Raises:
        ProblemsError: ``unknown_dialogue``, with the keys that are known.
    """
    if key not in shipped_dialogues():
        raise ProblemsError.of("unknown_dialogue", key=key, known=", ".join(shipped_dialogues()))
    return _shipped("reference_data").joinpath("dialogues", f"{key}.yaml").read_bytes()


@cache
def competence_catalogue() -> bytes:
    """The catalogue of competences that ships: where everybody begins."""
    return _shipped("reference_data").joinpath("competences", "digital_development.yaml").read_bytes()


def task_categories() -> bytes:
    """The sorts of tasks that ship: where everybody begins."""
    return _shipped("reference_data").joinpath("tasks", "digitalisation.yaml").read_bytes()


@cache
def shipped_surveys() -> tuple[str, ...]:
    """The keys of the surveys that ship, sorted."""
    files = _shipped("reference_data").joinpath("surveys").iterdir()
    return tuple(sorted(file.name.removesuffix(".yaml") for file in files if file.name.endswith(".yaml")))


def survey_file(key: str) -> bytes:
    """The bytes of a shipped survey.

    Raises:
        ProblemsError: ``unknown_survey``, with the keys that are known.
    """
    if key not in shipped_surveys():
        raise ProblemsError.of("unknown_survey", key=key, known=", ".join(shipped_surveys()))
    return _shipped("reference_data").joinpath("surveys", f"{key}.yaml").read_bytes()


@cache
def workload_name(key: str) -> Mapping[str, str]:
    """What a shipped workload is called, in three languages, without reading the rest of it as a workload."""
    from samspil.core.governance.document import read  # noqa: PLC0415 – a short question needs none

    name: Mapping[str, str] = read(workload_file(key), f"{key}.yaml").value["name"]
    return name


@cache
def municipalities() -> Mapping[str, Municipality]:
    """The 98 Danish municipalities by four-digit code."""
    return _register("municipalities.csv", parse_municipalities)


@cache
def kle() -> Mapping[str, str]:
    """Titles of KLE, edition 2022-05, by number: main groups, groups and subjects."""
    return _register("kle_2022.csv", parse_kle)


@cache
def cpv() -> Mapping[str, CpvLabel]:
    """CPV 2008 labels by code in divisions 48 (software packages) and 72 (IT services)."""
    return _register("cpv_48_72.csv", parse_cpv)


def cpv_label(code: str) -> CpvLabel | None:
    """The label of a CPV code in any division, as a notice writes it: eight digits, no check digit."""
    return _cpv_labels().get(code)


@cache
def _cpv_labels() -> Mapping[str, CpvLabel]:
    every = {**cpv(), **_register("cpv_other.csv", parse_cpv)}
    return MappingProxyType({code.partition("-")[0]: label for code, label in every.items()})


@cache
def notices() -> tuple[NoticeRecord, ...]:
    """Real procurement notices of Danish buyers, by publication number; each with the day it was fetched."""
    from samspil.core.notices.records import parse_records  # noqa: PLC0415 – a short question needs none

    return parse_records(_shipped("reference_data").joinpath("notices.jsonl").read_bytes(), "notices.jsonl")


@cache
def strategy_2026_2029() -> Strategy:
    """The national digitalisation strategy 2026-2029 as tasks that reach the municipalities."""
    from samspil.core.strategy import parse_strategy  # noqa: PLC0415 – a short question needs none

    file = "strategy_2026_2029.yaml"
    return parse_strategy(_shipped("reference_data").joinpath(file).read_bytes(), file)


@cache
def reference_findings() -> tuple[Finding, ...]:
    """What became of others' IT plans, each source with what it states and what had to be assumed."""
    from samspil.core.forecasting.published import parse_findings  # noqa: PLC0415 – a short question needs none

    file = "reference_classes.yaml"
    return parse_findings(_shipped("reference_data").joinpath(file).read_bytes(), file)


@cache
def case_parameters() -> CaseParameters:
    """What business cases are reckoned with, by day: discount rates, the short form's limit, the stress."""
    from samspil.core.finance.case_parameters import (  # noqa: PLC0415 – a short question needs none
        parse_case_parameters,
    )

    file = "business_case.yaml"
    return parse_case_parameters(_shipped("reference_data").joinpath(file).read_bytes(), file)


@cache
def retender_parameters() -> RetenderParameters:
    """What the re-tender calendar is reckoned with, by day: thresholds, lead times, what tendering costs."""
    from samspil.core.retender.parameters import (  # noqa: PLC0415 – a short question needs none
        parse_retender_parameters,
    )

    file = "retender.yaml"
    return parse_retender_parameters(_shipped("reference_data").joinpath(file).read_bytes(), file)


def _register(file: str, parse: Callable[[bytes, str], dict[str, _Value]]) -> Mapping[str, _Value]:
    """Read once and shared by all, so nobody may write in it."""
    return MappingProxyType(parse(_shipped("reference_data").joinpath(file).read_bytes(), file))


def _shipped(folder: str) -> Traversable:
    return resources.files("samspil").joinpath(folder)
