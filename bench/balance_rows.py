"""An association of 98 members after a balance check, and those of members who let them be compared.

`python -m bench.balance_rows 20000` fills the database of the settings: that many matters over the 98, one
closed round in the association with sixty people, and one in each member with six, all by the doors of real
use but the matters, which are laid in bulk.
"""

from __future__ import annotations

import random
import sys
from typing import Final

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from bench import crowd
from samspil.apps.balance.models import Invited
from samspil.apps.balance.selectors.dialogues import dialogue_of
from samspil.apps.balance.services.answering import answer
from samspil.apps.balance.services.comparing import agree_to_compare
from samspil.apps.balance.services.inviting import invite
from samspil.apps.balance.services.preparing import prepare_round
from samspil.apps.balance.services.running import close_round, open_round
from samspil.apps.balance.types import NewRound, Said, Shows
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account, Organisation
from samspil.apps.organisations.selectors import acting, members_on
from samspil.apps.organisations.types import Acting
from samspil.kit.tenancy import scope
from samspil.processes.found_association import found_association

DIALOGUE: Final = "balances"
ROUND: Final = "Balancetjek"
COORDINATOR: Final = "coordinator"
IN_ASSOCIATION, IN_MEMBER = 60, 6


def fill(matters: int) -> None:
    """Everything."""
    crowd.fill(matters)
    association, chance = _association(), random.Random(2026)
    _hold(association, _keeper(association, COORDINATOR), IN_ASSOCIATION, chance)
    with scope.within([association.pk]):
        members = members_on(association.pk, timezone.localdate())
    for member in members:
        is_measured = member.code == crowd.MEASURED
        with scope.within([member.pk]):
            keeper = crowd.somebody(member, "head_of_digitalisation") if is_measured else None
        _hold(member, keeper or _keeper(member, "head_of_digitalisation"), IN_MEMBER, chance)


def _association() -> Organisation:
    """The association that ships, which all 98 have joined."""
    association = found_association("storkoebenhavn_association", crowd.BY)
    with scope.within([association.pk]):
        here = {one.code for one in members_on(association.pk, timezone.localdate())}
        for one in Organisation.objects.exclude(code="").exclude(code__in=here):
            services.admit_member(association, one, crowd.SINCE.date(), crowd.BY)
    return association


def _keeper(organisation: Organisation, role: str) -> Acting:
    """Somebody who may lead a balance check there, and can log in."""
    since = crowd.SINCE.date()
    with scope.within([organisation.pk]):
        person = services.add_person(organisation, role, since, crowd.BY)
        services.give(organisation, person.public_id, role, services.Held(role, since), crowd.BY)
        name = f"{role}{organisation.code}@bench.example"
        account = Account.objects.create(email=name, password=make_password("a long password for measuring"))
        services.let_act(account, organisation, person.public_id, since, crowd.BY)
        return acting(organisation, person.public_id, timezone.localdate())


def _hold(organisation: Organisation, leader: Acting, people: int, chance: random.Random) -> None:
    """A round from its first to its last day, after which it may be compared."""
    now = timezone.now()
    with scope.within([organisation.pk]):
        new = NewRound(ROUND, DIALOGUE, timezone.localdate(), Shows.TOGETHER, "da")
        row = prepare_round(new, acting=leader, at=now)
        dialogue = dialogue_of(row.version)
        groups = list(dialogue.groups)
        wanted = {
            key: [f"{key}{number}@bench.example" for number in range(people // len(groups))] for key in groups
        }
        invite(row, wanted, acting=leader, at=now)
        open_round(row, acting=leader, at=now)
        for one in Invited.objects.filter(round=row):
            said = {
                key: Said(chance.choice(list(dialogue.scale_of(key).steps)), "Sådan ser det ud herfra.")
                for key in dialogue.questions
            }
            answer(one, said, at=now)
        close_round(row, acting=leader, at=now)
        agree_to_compare(DIALOGUE, acting=leader, at=now)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
