"""What an import would change is told before it is done; the second time nothing changes."""

from dataclasses import replace

import pytest
from tests.core.organisation_import.list_files import municipality, solrod

from samspil.core.organisation_import.listed import ListedPerson, ListedUnit, OrganisationLists, Post
from samspil.core.organisation_import.planning import Change, Consequence, plan

TOWN = ListedUnit("1", "Kommunen", "", "KOM", "")
IT = ListedUnit("2", "It", "1", "IT", "5798009811578")
HR = ListedUnit("3", "Hr", "1", "", "")
BO = ListedPerson("bo@s.dk", "Bo", (Post("2", "Chef"),))
EXISTING = OrganisationLists((TOWN, IT, HR), (BO,))
NOTHING = OrganisationLists((), ())


def test_everything_is_new_the_first_time_and_nothing_the_second() -> None:
    for lists in (solrod(), municipality()):
        units, people = len(lists.units or ()), len(lists.people or ())
        assert plan(lists, OrganisationLists()).count(Change.NEW) == (units, people)
        again = plan(lists, lists)
        assert again.changes_nothing
        assert again.count(Change.UNCHANGED) == (units, people)


@pytest.mark.parametrize(
    ("after", "change", "fields"),
    [
        (replace(IT, name="It og data"), Change.CHANGED, ("name",)),
        (replace(IT, short_code="", ean="5798009811585"), Change.CHANGED, ("short_code", "ean")),
        (replace(IT, parent="3"), Change.MOVED, ("parent",)),
        (replace(IT, parent="3", name="Data"), Change.MOVED, ("name", "parent")),
        (IT, Change.UNCHANGED, ()),
    ],
)
def test_a_unit_that_is_there_changes_moves_or_stays(
    after: ListedUnit, change: Change, fields: tuple[str, ...]
) -> None:
    found = plan(OrganisationLists((TOWN, HR, after)), EXISTING)
    assert found.units[2] == Consequence(change, IT, after, fields)
    assert found.people == ()
    assert found.changes_nothing == (change is Change.UNCHANGED)


def test_what_the_list_does_not_speak_of_stays() -> None:
    lists = OrganisationLists((ListedUnit("2", "It", "1"),), (ListedPerson("bo@s.dk", "Bo Friis"),))
    found = plan(lists, EXISTING, complete=False)
    assert found.units == (Consequence(Change.UNCHANGED, IT, IT),)
    assert found.people == (Consequence(Change.CHANGED, BO, replace(BO, name="Bo Friis"), ("name",)),)


def test_nothing_said_and_said_to_be_empty_are_the_same_of_what_was_empty() -> None:
    bare = OrganisationLists((ListedUnit("3", "Hr", ""),), (ListedPerson("bo@s.dk", "Bo"),))
    full = OrganisationLists((ListedUnit("3", "Hr", "", "", ""),), (ListedPerson("bo@s.dk", "Bo", ()),))
    assert plan(full, bare).changes_nothing


def test_a_person_in_another_unit_or_role_moves() -> None:
    for posts in ((Post("3", "Chef"),), (Post("2", "Leder"),), ()):
        (found,) = plan(OrganisationLists(None, (replace(BO, posts=posts),)), EXISTING).people
        assert (found.change, found.fields) == (Change.MOVED, ("posts",))


def test_who_is_not_listed_is_gone_children_first_but_only_from_a_whole_list() -> None:
    found = plan(NOTHING, EXISTING)
    assert [one.before for one in found.units] == [HR, IT, TOWN]
    assert found.people == (Consequence(Change.GONE, BO, None),)
    assert found.count(Change.GONE) == (3, 1)
    assert not found.changes_nothing
    assert plan(NOTHING, EXISTING, complete=False).changes_nothing


def test_without_a_list_of_them_nobody_is_gone() -> None:
    assert plan(OrganisationLists(), EXISTING).changes_nothing
