"""What tests of common needs are about."""

from __future__ import annotations

from datetime import date

import pytest
from tests.apps.needs.laid_out import tells, thing
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.needs.models import CommonNeed, Part, Told
from samspil.apps.needs.services.readers import keep_readers
from samspil.apps.needs.types import Sort
from samspil.kit.tenancy import scope

CARE = "Omsorgssystem til hjemmeplejen"
HIDDEN = "Det taler vi ikke om"


@pytest.fixture
def common(world: World) -> CommonNeed:
    """Hvidovre and Rødovre need the same; Rødovre keeps something else to itself."""
    tells(world, HVIDOVRE, thing("Nyt omsorgssystem", Sort.REQUEST, text="Nyt omsorgssystem til ældre"))
    tells(
        world,
        RODOVRE,
        thing(CARE, vendor_name="Plejeflow A/S", ends_on=date(2027, 6, 30), act_by=date(2026, 9, 1)),
        thing(HIDDEN, shown=False),
    )
    with scope.within([world.association.pk, *(one.pk for one in world.members.values())]):
        found = CommonNeed.objects.create(organisation=world.association, size=2, chance=0.9, found_at=NOW)
        for told in Told.objects.filter(is_shown=True):
            Part.objects.create(
                organisation=world.association, common=found, told=told, member_id=told.organisation_id
            )
        keep_readers(world.association.pk, at=NOW)
    return found
