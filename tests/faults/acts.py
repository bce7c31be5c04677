"""What a process is killed in the middle of: each act with the small world that it happens in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

from tests.apps.organisations.test_importing import solrod_lists
from tests.apps.systems.kitos_files import CONTRACTS, SYSTEMS, as_csv, contracts, systems
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.funding.models import Voucher
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.posting import post, reverse
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations.models import Unit
from samspil.apps.organisations.services.importing import apply_upload
from samspil.apps.organisations.services.uploading import SentFile, keep_upload, preview
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services.importing import applying as portfolio
from samspil.apps.portfolio.services.importing import keeping
from samspil.apps.portfolio.services.importing import previewing as seen_portfolio
from samspil.apps.systems.models import Contract, RegisterUpload
from samspil.apps.systems.services.importing import applying as register
from samspil.apps.systems.services.importing import keeping as kept_register
from samspil.apps.systems.services.importing.seeing import see
from samspil.core.finance import ledger
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.matter import Value
from samspil.core.systems.vocabulary import Visibility
from samspil.core.units import Money
from samspil.kit.journal.recording import By

Act = Callable[[], object]
ITEMS = ("security", "user_administration", "support", "contract", "installation", "implementation")


def purchase(world: World) -> Matter:
    """A purchase that the experts have looked at and not yet approved."""
    with world.scope(HVIDOVRE):
        employee, expert = world.acting(HVIDOVRE, "employee"), world.acting(HVIDOVRE, "it_expert")
        attributes: dict[str, Value] = {"amount": Money.of(40_000), "new_appropriation": False}
        attributes |= {"personal_data": True, "replaces_system": False}
        matter = bring(NewMatter("purchase_request", "Nyt system", attributes), acting=employee, at=NOW)
        for item in ITEMS:
            answer = AnswerItem("screen", item, True, "I orden", expert.actor, NOW)
            matter, _ = move(matter, answer, acting=expert)
    return matter


def deciding(world: World) -> Act:
    """The experts approve."""
    matter = purchase(world)
    expert = world.acting(HVIDOVRE, "it_expert")
    entry = Choose("screen", "approve", expert.actor, NOW, reason="Det passer.")

    def act() -> None:
        with world.scope(HVIDOVRE):
            move(matter, entry, acting=expert)

    return act


def bringing(world: World) -> Act:
    """An employee brings a purchase."""
    employee = world.acting(HVIDOVRE, "employee")
    attributes: dict[str, Value] = {"amount": Money.of(40_000), "new_appropriation": False}
    attributes |= {"personal_data": True, "replaces_system": False}

    def act() -> None:
        with world.scope(HVIDOVRE):
            bring(NewMatter("purchase_request", "Nyt system", attributes), acting=employee, at=NOW)

    return act


def consenting(world: World) -> Act:
    """Hvidovre's own matter ends, and its consent reaches the joint proposal in the same transaction."""
    with world.scope(""):
        coordinator = world.acting("", "coordinator")
        new = NewMatter("voluntary_initiative", "Sammen", {"effort_days": 10, "amount": Money.of(90_000)})
        joint = bring(new, acting=coordinator, at=NOW)
        entry = Choose("prepare", "put_to_members", coordinator.actor, NOW)
        joint, _ = move(joint, entry, acting=coordinator)
    head = world.acting(HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        own = NewMatter(
            "joint_consent",
            "Tilslutning",
            {"amount": Money.of(10_000), "new_appropriation": False},
            subject=joint.public_id,
            member=HVIDOVRE,
        )
        matter = bring(own, acting=head, at=NOW)
        step = matter.step

    def act() -> None:
        with world.scope(HVIDOVRE):
            move(matter, Choose(step, "consent", head.actor, NOW, reason="Ja."), acting=head)

    return act


def importing(world: World) -> Act:
    """The units and people of a workbook are taken in, once somebody has seen what they change."""
    by = By(str(world.people[HVIDOVRE, "head_of_digitalisation"]), NOW)
    with world.scope(HVIDOVRE):
        sent = SentFile("lister.xlsx", solrod_lists(), is_complete=False)
        upload = keep_upload(world.organisation(HVIDOVRE).pk, sent, TODAY, by)
        digest = preview(upload, TODAY, NOW).digest

    def act() -> None:
        with world.scope(HVIDOVRE):
            apply_upload(upload, digest, TODAY, by)

    return act


UNITS, FEW, MANY = 4, 3, 7


def _initiatives(count: int, status: str) -> bytes:
    lines = [f"{n};Indsats {n};{status};Konsulent;Sagen går" for n in range(count)]
    return "\n".join(["Nr;Navn;Status;Projektleder;Bemærkning til status", *lines]).encode()


def importing_initiatives(world: World) -> Act:
    """A list of initiatives, two at a time: three that are there and say something else now, and four new."""
    person = world.people[HVIDOVRE, "head_of_digitalisation"]
    owner, by = world.organisation(HVIDOVRE).pk, By(str(person), NOW)

    def taken_in(data: bytes) -> Act:
        sent = keeping.SentList("liste.csv", data)
        with world.scope(HVIDOVRE):
            upload = keeping.keep_list(owner, sent, by=person, at=NOW)
            digest = seen_portfolio.preview(upload, TODAY, NOW).digest

        def act() -> None:
            with world.scope(HVIDOVRE), patch.object(portfolio, "AT_ONCE", 2):
                portfolio.apply_list(upload, digest, TODAY, by)

        return act

    taken_in(_initiatives(FEW, "Grøn"))()
    return taken_in(_initiatives(MANY, "Gul"))


def importing_contracts(world: World) -> Act:
    """A list of contracts: three that are there and have a new supplier now, and four new; with systems."""
    person = world.people[HVIDOVRE, "head_of_digitalisation"]
    owner, by = world.organisation(HVIDOVRE).pk, By(str(person), NOW)

    def taken_in(data: bytes) -> Act:
        with world.scope(HVIDOVRE):
            upload = kept_register.keep_list(owner, "k.csv", data, Visibility.OWN, by=person, at=NOW)
            digest, key = see(upload).digest, upload.pk

        def act() -> None:
            with world.scope(HVIDOVRE):
                register.apply_list(RegisterUpload.objects.get(pk=key), digest, by)

        return act

    rows = contracts(MANY)
    taken_in(as_csv(SYSTEMS, systems(300)))()
    taken_in(as_csv(CONTRACTS, rows[:FEW]))()
    return taken_in(as_csv(CONTRACTS, [[*row[:6], "Ny leverandør", *row[7:]] for row in rows]))


def _pool_and_grants(world: World) -> tuple[Bookkeeper, ledger.Voucher]:
    """A pool with money in it, and a voucher that pays some of it, dated back."""
    keeper = Bookkeeper.of(world.acting("", "coordinator"), NOW)
    with world.scope(""):
        levy, pool, grants = (
            open_account(NewAccount(kind, kind.value, kind.value), keeper=keeper)
            for kind in (ledger.Kind.LEVY, ledger.Kind.POOL, ledger.Kind.GRANTS)
        )
        day, before = NOW.date(), NOW.date() - timedelta(7)
        for on, key in ((before - timedelta(1), "first"), (day, "then")):
            lines = ledger.transfer(levy, pool, Money.of(1000))
            post(ledger.Voucher(on, "Bidrag", "levy", lines, key), keeper=keeper)
        lines = ledger.transfer(pool, grants, Money.of(300))
    return keeper, ledger.Voucher(before, "Bevilling", "grant", lines, "grant")


def posting(world: World) -> Act:
    """A grant is paid out of a pool, under a key: sent again, it is paid once."""
    keeper, voucher = _pool_and_grants(world)

    def act() -> None:
        with world.scope(""):
            post(voucher, keeper=keeper)

    return act


def reversing(world: World) -> Act:
    """The grant is taken back."""
    keeper, voucher = _pool_and_grants(world)
    with world.scope(""):
        paid = post(voucher, keeper=keeper)

    def act() -> None:
        with world.scope(""):
            reverse(paid.id, "Forkert", "back", keeper=keeper)

    return act


ACTS: dict[str, Callable[[World], Act]] = {
    "deciding": deciding,
    "bringing": bringing,
    "consenting": consenting,
    "importing": importing,
    "importing_initiatives": importing_initiatives,
    "importing_contracts": importing_contracts,
    "posting": posting,
    "reversing": reversing,
}
# What there is when an act is done once more after a kill, and again: counted, and how many there may be.
SENT_AGAIN: dict[str, tuple[Callable[[], int], int]] = {
    "posting": (lambda: Voucher.objects.filter(key="grant").count(), 1),
    "reversing": (lambda: Voucher.objects.filter(key="back").count(), 1),
    "importing": (Unit.objects.count, UNITS),
    "importing_initiatives": (Initiative.objects.count, MANY),
    "importing_contracts": (Contract.objects.count, MANY),
}
