"""The whole file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from samspil.core.governance.language.basics import (
    MOST_CHOICES,
    MOST_ROWS,
    Day,
    Key,
    Source,
    Strict,
    Texts,
)
from samspil.core.governance.language.commitments import (
    MoneyRules,
    Obligation,
    ParameterSpec,
    Pool,
    ProjectModel,
    Reporting,
)
from samspil.core.governance.language.forums import Forum
from samspil.core.governance.language.joint import Joint
from samspil.core.governance.language.mandates import Mandate
from samspil.core.governance.language.organisation import (
    Host,
    Membership,
    Organisation,
    Role,
    Terms,
    WorkingTime,
)
from samspil.core.governance.language.routes import Attribute, Kind, Route


class Model(Strict):
    """A governance model: how one organisation decides, as it is written in ``model.yaml``."""

    language: Literal[1]
    key: Key
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+$")]
    extends: Key | None = None
    part: bool = False
    valid_from: Day
    name: Texts
    summary: Texts
    source: Source
    organisation: Organisation
    working_time: WorkingTime
    terms: Terms = Field(default_factory=Terms)
    roles: dict[Key, Role] = Field(default_factory=dict, max_length=MOST_ROWS)
    members: list[Membership] = Field(default_factory=list, max_length=MOST_ROWS)
    secretariat: list[Host] = Field(default_factory=list, max_length=MOST_ROWS)
    forums: dict[Key, Forum] = Field(default_factory=dict, max_length=MOST_CHOICES)
    attributes: dict[Key, Attribute] = Field(default_factory=dict, max_length=MOST_ROWS)
    kinds: dict[Key, Kind] = Field(default_factory=dict, max_length=MOST_CHOICES)
    mandates: dict[Key, Mandate] = Field(default_factory=dict, max_length=MOST_ROWS)
    routes: dict[Key, Route] = Field(default_factory=dict, max_length=MOST_ROWS)
    joint: dict[Key, Joint] = Field(default_factory=dict, max_length=MOST_ROWS)
    obligations: dict[Key, Obligation] = Field(default_factory=dict, max_length=MOST_ROWS)
    pools: dict[Key, Pool] = Field(default_factory=dict, max_length=MOST_ROWS)
    money: MoneyRules | None = None
    project_models: dict[Key, ProjectModel] = Field(default_factory=dict, max_length=MOST_ROWS)
    reporting: Reporting | None = None
    parameters: dict[Key, ParameterSpec] = Field(default_factory=dict, max_length=MOST_ROWS)
