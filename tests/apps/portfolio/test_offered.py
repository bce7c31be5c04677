"""What the filters offer: areas that initiatives name, and programmes under way, one's own alone."""

from __future__ import annotations

import pytest
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors import offered as asking
from samspil.apps.portfolio.selectors.offered import offered
from samspil.kit.tenancy import scope

pytestmark = pytest.mark.django_db


def programme(world: World, title: str, **more: object) -> Initiative:
    row = local(world, HVIDOVRE, title)
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=row.pk).update(form="programme", **more)
    return row


def test_each_area_is_offered_once_and_programmes_by_title(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    local(world, HVIDOVRE, "Et", areas=("Ældre", "Kultur"))
    local(world, HVIDOVRE, "To", areas=("Ældre", 'It & "data"'))
    local(world, RODOVRE, "Tre", areas=("Hemmeligt",))
    later, first = programme(world, "Velfærd"), programme(world, "Affald")
    programme(world, "Slut", end="completed", ended_on=NOW.date())
    with world.scope(HVIDOVRE):
        found = offered(keeper(world, HVIDOVRE))
        assert found.areas == ['It & "data"', "Kultur", "Ældre"]
        assert found.programmes == [(str(first.public_id), "Affald"), (str(later.public_id), "Velfærd")]
        monkeypatch.setattr(asking, "MOST", 1)
        assert [title for _key, title in offered(keeper(world, HVIDOVRE)).programmes] == ["Affald"]
        assert offered(keeper(world, HVIDOVRE)).areas == ['It & "data"']


def test_nobody_is_offered_what_is_not_in_scope(world: World) -> None:
    acting = keeper(world, HVIDOVRE)
    with world.scope(RODOVRE), pytest.raises(scope.NoScopeError, match="not in scope"):
        offered(acting)
