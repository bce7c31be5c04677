"""What a model calls its parts, in the language of the page. A key never stands on a page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.apps.governance.services import fact_words
from samspil.core.governance.language.routes import Step
from samspil.core.governance.load import GovernanceModel
from samspil.wording.catalogues import Language


def body(model: GovernanceModel, key: str, language: Language) -> str:
    """A body as the engine writes it (``forum board``), by its name."""
    sort, _space, name = key.partition(" ")
    if sort == "forum" and name in model.spec.forums:
        return model.spec.forums[name].name.in_language(language)
    if sort == "role" and name in model.spec.roles:
        return model.spec.roles[name].name.in_language(language)
    return _("The members") if sort == "members" else name


def kind(model: GovernanceModel, key: str, language: Language) -> str:
    """A kind of matter, by its name."""
    return model.spec.kinds[key].name.in_language(language)


def step_of(model: GovernanceModel, matter_kind: str, key: str) -> Step:
    """A step on the route of a kind of matter."""
    return model.spec.routes[model.spec.kinds[matter_kind].route].steps[key]


def step(model: GovernanceModel, matter_kind: str, key: str, language: Language) -> str:
    """A step, by its name."""
    return step_of(model, matter_kind, key).name.in_language(language)


def outcome(model: GovernanceModel, at: Step, key: str, language: Language) -> str:
    """An outcome: the step's own name for it, or that of the model's terms."""
    found = at.outcomes[key].name or model.spec.terms.outcomes[key].name
    return found.in_language(language)


def taken(model: GovernanceModel, at: Step, key: str, language: Language) -> str:
    """An outcome once it is taken: the step's own words for that before those of the model's terms."""
    found = at.outcomes[key]
    if found.done is not None or found.name is not None:
        return (found.done or found.name).in_language(language)  # type: ignore[union-attr]
    term = model.spec.terms.outcomes[key]
    return (term.done or term.name).in_language(language)


def end(model: GovernanceModel, key: str, language: Language) -> str:
    """An end, by its name."""
    return model.spec.terms.ends[key].name.in_language(language)


def item(model: GovernanceModel, matter_kind: str, at_step: str, key: str, language: Language) -> str:
    """A point of a checklist, or a document of a phase, by its name."""
    step_spec = step_of(model, matter_kind, at_step)
    if key in step_spec.items:
        return step_spec.items[key].name.in_language(language)
    if step_spec.documents_of is not None:
        for phase in model.spec.project_models[step_spec.documents_of].phases.values():
            if key in phase.documents:
                return phase.documents[key].name.in_language(language)
    return key


attribute, value, choice = fact_words.attribute, fact_words.value, fact_words.choice
