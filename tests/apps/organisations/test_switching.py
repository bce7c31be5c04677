"""Acting for one of several organisations: the one acted for is known by its id, not by its name."""

import re

from django.test import Client
from tests.apps.world import BY, HVIDOVRE, SINCE, World

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account, Organisation


def test_of_two_organisations_of_one_name_only_the_one_acted_for_is_marked(
    world: World, browser: Client
) -> None:
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    account = Account.objects.get(email=f"head_of_digitalisation@{HVIDOVRE}.example")
    Organisation.objects.filter(pk=world.association.pk).update(name=world.members[HVIDOVRE].name)
    with world.scope(""):
        services.let_act(account, world.association, world.people["", "coordinator"], SINCE, BY)
    page = browser.get("/organisation/").content.decode()
    marked = re.findall(r'name="organisation" value="([0-9a-f-]+)" aria-current="true"', page)
    assert marked == [str(world.members[HVIDOVRE].public_id)]
