"""What an organisation can ask: its own surveys, each as it last was, and those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from samspil import library
from samspil.apps.governance.types import NotFoundError
from samspil.apps.surveys.models import Round, SurveyVersion
from samspil.core.surveys.language import Survey
from samspil.core.surveys.reading import read_survey
from samspil.kit.tenancy.versions import newest_versions

NAME = "{key}.yaml"


@dataclass(frozen=True, slots=True)
class Held:
    """A survey that can be asked; ``number`` is of one's own version, none where it is as it ships."""

    survey: Survey
    document: str
    number: int | None


def list_surveys(organisation_id: int) -> list[Held]:
    """One's own first, then what ships and has not been made one's own; by key."""
    own = newest_versions(SurveyVersion, organisation_id)
    mine = [Held(survey_of(row), row.document, row.number) for _key, row in sorted(own.items())]
    return [*mine, *(_shipped(key) for key in library.shipped_surveys() if key not in own)]


def find_survey(organisation_id: int, key: str) -> Held:
    """One of them by its key.

    Raises:
        NotFoundError: there is none of that key.
    """
    row = newest_versions(SurveyVersion, organisation_id, key).get(key)
    if row is not None:
        return Held(survey_of(row), row.document, row.number)
    if key in library.shipped_surveys():
        return _shipped(key)
    raise NotFoundError(key)


def survey_of(version: SurveyVersion) -> Survey:
    """What a version says; it was checked when it was kept."""
    return _read(version.document, version.key)


def asked_in(round_: Round) -> Survey:
    """What a round asks now."""
    return survey_of(round_.version)


def _shipped(key: str) -> Held:
    document = library.survey_file(key).decode()
    return Held(_read(document, key), document, None)


@lru_cache(maxsize=32)
def _read(document: str, key: str) -> Survey:
    return read_survey(document.encode(), NAME.format(key=key))
