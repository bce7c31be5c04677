"""What a mandate lets a body do, in words that its own people would use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from samspil.core.governance.diagram.conditions_in_words import Conditions
from samspil.core.governance.diagram.values_in_words import parameter
from samspil.core.governance.language.mandates import DelegationCode
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import CompiledMandate
from samspil.wording.catalogues import Language


@dataclass(frozen=True, slots=True)
class MandateInWords:
    """One line of the model: what the forum may, of what, within what, and where that stands."""

    key: str
    power: str
    kinds: str
    condition: str
    framework: str
    source: str
    place: str


def in_words(model: GovernanceModel, one: CompiledMandate, on: date, language: Language) -> MandateInWords:
    """A mandate in words."""
    spec = one.spec
    return MandateInWords(
        key=one.key,
        power=power(spec.code),
        kinds=_kinds(model, one, language),
        condition=_condition(model, one, on, language),
        framework=spec.framework.in_language(language) if spec.framework else "",
        source=_("assumed by us") if str(spec.source) == "assumed" else str(spec.source),
        place=str(model.place("mandates", one.key)),
    )


def by_key(model: GovernanceModel, key: str, on: date, language: Language) -> MandateInWords:
    """A mandate by its key, in words."""
    found = next(one for one in model.program.mandates if one.key == key)
    return in_words(model, found, on, language)


def power(code: DelegationCode) -> str:
    """What a delegation code lets one do."""
    return {
        DelegationCode.DECIDES: _("Decides"),
        DelegationCode.DECIDES_ITSELF: _("Decides, and cannot hand it on"),
        DelegationCode.DECIDES_WITHIN_FRAMEWORK: _("Decides within a framework"),
        DelegationCode.RECOMMENDS: _("Recommends"),
        DelegationCode.IS_INFORMED: _("Is informed"),
    }[code]


def _kinds(model: GovernanceModel, one: CompiledMandate, language: Language) -> str:
    if one.spec.kinds == "all":
        return _("all kinds of matter")
    return ", ".join(model.spec.kinds[key].name.in_language(language) for key in one.spec.kinds)


def _condition(model: GovernanceModel, one: CompiledMandate, on: date, language: Language) -> str:
    said = Conditions(model, on, language)
    found = [said.in_words(said.words.alternatives(one.spec.when))]
    if one.spec.up_to is not None:
        limit = parameter(model, one.spec.up_to, on, language)
        found.append(_("up to %(limit)s") % {"limit": limit})
    return "; ".join(part for part in found if part)
