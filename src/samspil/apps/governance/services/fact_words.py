"""What is known of a matter, in words: what a model calls it, and how people write its value."""

from __future__ import annotations

from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.core.units import Money
from samspil.wording.catalogues import Language
from samspil.wording.words import Words


def attribute(model: GovernanceModel, key: str, language: Language) -> str:
    """Something known of a matter, by its name."""
    return model.spec.attributes[key].name.in_language(language)


def value(model: GovernanceModel, key: str, given: Value, words: Words) -> str:
    """What is known, as people write it."""
    spec = model.spec.attributes[key]
    if isinstance(given, Money):
        return words.money(given)
    if isinstance(given, bool):
        return words.yes_or_no(given)
    if spec.type is AttributeType.NUMBER:
        return words.number(int(given))
    return choice(model, key, str(given), words.language)


def choice(model: GovernanceModel, key: str, given: str, language: Language) -> str:
    """A value of a choice, by its name."""
    spec = model.spec.attributes[key]
    if spec.phases_of is not None:
        return model.spec.project_models[spec.phases_of].phases[given].name.in_language(language)
    return (spec.choices or {})[given].name.in_language(language)
