"""What a kind of matter is: what it says, and a gate where it says nothing but asks for a phase."""

import pytest

from samspil import library
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.load import load
from samspil.core.governance.natures import nature_of, phase_asked


@pytest.mark.parametrize("key", ["state_project_model", "pm2", "prosjektveiviseren", "light_pilots"])
def test_a_kind_that_asks_for_a_phase_is_a_gate_whether_it_says_so_or_not(key: str) -> None:
    spec = load(key, library.model_files, library.municipalities()).spec
    gates = [kind for kind in spec.kinds if phase_asked(spec, kind) is not None]
    assert gates
    for kind in gates:
        silent = spec.kinds[kind].model_copy(update={"nature": None})
        changed = spec.model_copy(update={"kinds": {**spec.kinds, kind: silent}})
        assert nature_of(changed, kind) is nature_of(spec, kind) is Nature.GATE


def test_what_says_something_else_is_that_although_it_asks_for_a_phase() -> None:
    spec = load("state_project_model", library.model_files, library.municipalities()).spec
    kind = next(one for one in spec.kinds if phase_asked(spec, one) is not None)
    change = spec.kinds[kind].model_copy(update={"nature": Nature.CHANGE})
    changed = spec.model_copy(update={"kinds": {**spec.kinds, kind: change}})
    assert nature_of(changed, kind) is Nature.CHANGE
