"""The world of the tests itself."""

from tests.apps.world import HVIDOVRE, World


def test_the_nine_are_members(world: World) -> None:
    assert len(world.members) == 9
    assert world.members[HVIDOVRE].name == "Hvidovre"


def test_somebody_holds_the_seat_of_their_municipality(world: World) -> None:
    acting = world.acting("", f"board/director_{HVIDOVRE}")
    assert "forum board" in acting.bodies
    assert "director" in acting.roles
