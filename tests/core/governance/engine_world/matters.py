"""Matters by chance, close to where a model's rules turn."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from tests.core.governance.engine_world.world import model_of

from samspil import library
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.core.units import Money

Drawn = tuple[str, str, dict[str, Value], date]
SMALL = ("skovby", "sund_league")


def every_model() -> tuple[str, ...]:
    """The small world and all that ships."""
    parts = ("common",)
    return (*SMALL, *(key for key in library.shipped_models() if key not in parts))


@st.composite
def asked(draw: st.DrawFn) -> Drawn:
    """A model, a matter of one of its kinds, and a day on or close to which something changes."""
    model_key = draw(st.sampled_from(every_model()))
    model = model_of(model_key)
    spec = model.spec
    changes = sorted({day for one in spec.parameters.values() for day in one.values})
    near = draw(st.sampled_from([spec.valid_from, *changes])) + timedelta(draw(st.integers(-1, 400)))
    on = max(near, spec.valid_from)
    kind = draw(st.sampled_from(sorted(spec.kinds)))
    known = {key: draw(values(model, key, on)) for key in spec.kinds[kind].attributes}
    return model_key, kind, known, on


def values(model: GovernanceModel, key: str, on: date) -> st.SearchStrategy[Value]:
    attribute = model.spec.attributes[key]
    match attribute.type:
        case AttributeType.YES_NO:
            return st.booleans()
        case AttributeType.CHOICE:
            return st.sampled_from(model.program.values[key])
    limits = sorted({abs(one) for one in model.program.book.columns_on(on.toordinal())[0] if one > -(2**60)})
    near = st.builds(lambda limit, more: max(0, limit + more), st.sampled_from(limits), st.integers(-1, 1))
    number = st.one_of(near, st.integers(0, 10**10))
    return number.map(Money) if attribute.type is AttributeType.MONEY else number
