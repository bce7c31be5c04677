"""What members tell of their needs, gathered and laid out as the worker does."""

from __future__ import annotations

from tests.apps.world import NOW, World

from samspil import library
from samspil.apps.needs.models import Told
from samspil.apps.needs.services.index import keep_index
from samspil.apps.needs.services.readers import keep_readers
from samspil.apps.needs.types import Sort
from samspil.core.matching.evidence import Need
from samspil.core.matching.suggesting import Needs
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope


def thing(title: str, sort: Sort = Sort.CONTRACT, *, shown: bool = True, **rest: object) -> Told:
    """Something that tells of a need."""
    rest.setdefault("text", title)
    return Told(sort=sort.value, key=new_id(), title=title, is_shown=shown, changed_at=NOW, **rest)


def tells(world: World, code: str, *things: Told) -> None:
    """All that a member tells from now on."""
    owner = world.organisation(code)
    with world.scope(code):
        Told.objects.filter(organisation=owner).delete()
        for one in things:
            one.organisation = owner
            one.save()
        keep_readers(owner.pk, at=NOW)


def lay_out(world: World) -> int:
    """As the worker does, for the association."""
    members = [one.pk for one in world.members.values()]
    with scope.within([world.association.pk, *members]):
        shown = list(Told.objects.filter(is_shown=True).order_by("pk"))
        needs = [
            Need(
                str(one.pk),
                str(one.organisation_id),
                one.text,
                frozenset(one.kle),
                frozenset(one.cpv),
                one.system,
                one.vendor,
            )
            for one in shown
        ]
        count = keep_index(world.association.pk, Needs.of(needs, library.kle()), at=NOW)
        keep_readers(world.association.pk, at=NOW)
    return count
