"""Whether an organisation tells the way to anybody is its own choice."""

from tests.apps.world import BY, HVIDOVRE, World

from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope


def test_example_data_is_open_to_anybody_and_a_real_organisation_is_not(world: World) -> None:
    assert selectors.shown_to_all(HVIDOVRE) == world.members[HVIDOVRE]
    real = services.found_organisation(OrganisationKind.MUNICIPALITY, "Lejre", "0350")
    assert selectors.shown_to_all("0350") is None
    with scope.within([real.pk]):
        services.show_the_way(real, True, BY)
    assert selectors.shown_to_all("0350") == real


def test_an_association_is_found_by_its_public_id(world: World) -> None:
    assert selectors.shown_to_all(str(world.association.public_id)) == world.association


def test_what_is_no_code_and_no_id_finds_nothing(world: World) -> None:
    assert selectors.shown_to_all("hvidovre") is None
    assert selectors.shown_to_all("") is None
    assert selectors.shown_to_all("9999") is None


def test_closing_it_is_written_in_the_journal(world: World) -> None:
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        services.show_the_way(hvidovre, False, BY)
        assert Entry.objects.filter(action="organisations.way.hidden").count() == 1
    assert selectors.shown_to_all(HVIDOVRE) is None
