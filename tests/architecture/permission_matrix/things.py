"""What the routes are about, by the words of the file: each a real row, and what its address is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone
from tests.apps.governance.at_time import brought
from tests.apps.governance.forum_world import plan
from tests.apps.simulations.kept import kept
from tests.apps.world import BY, HVIDOVRE, RODOVRE, SINCE, World
from tests.architecture.permission_matrix.beyond import beyond, carried, run_pool
from tests.architecture.permission_matrix.meetings import FORUM, held
from tests.architecture.permission_matrix.sent_lists import sent_lists

from samspil.apps.benefits.models import Benefit, MapStep
from samspil.apps.funding.models import Award, KeyVersion, Pool, Registered, SharedCost
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import Bookkeeper, NewAccount
from samspil.apps.governance.models import Decision, Matter, Meeting, ModelVersion, Obligation, Paper
from samspil.apps.governance.selectors.adoptions import forums_on
from samspil.apps.governance.services.adoptions import draft_version, own_model
from samspil.apps.measurements.models import Indicator
from samspil.apps.needs.models import CommonNeed, Pair
from samspil.apps.needs.models import Told as Need
from samspil.apps.needs.types import FOUND_NEEDS, SHOWN_NEEDS
from samspil.apps.organisations.models import Holding, Membership
from samspil.apps.portfolio.models import (
    ActivityPlan,
    Dependency,
    Goal,
    Initiative,
    Milestone,
    Payer,
    SavedView,
    Scenario,
    Strategy,
)
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.systems.models import (
    Agreement,
    AskedKitos,
    Contract,
    LocalUse,
    SameSystem,
    SystemRelation,
)
from samspil.apps.systems.services.importing.keeping import keep_list
from samspil.core.finance.ledger import Kind, Voucher, transfer
from samspil.core.systems.vocabulary import Visibility
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.sharing.door import share

Told = dict[str, dict[str, Any]]


def things(world: World, named: UUID | None = None) -> Told:
    """Rows of Hvidovre, and one joint proposal of the association that it shares with its members.

    ``named`` is whom a row names where it must name somebody: an expert, if nobody else is said.
    """
    hvidovre, named = world.organisation(HVIDOVRE), named or world.people[HVIDOVRE, "it_expert"]
    matter = brought(world)
    with world.scope(HVIDOVRE):
        meeting = _meeting(hvidovre.pk)
        found: Told = {
            "oneself": {},
            "a matter": {"id": matter.public_id},
            "a decision": {"id": _decision(matter).public_id},
            "an obligation": {"id": _obligation(matter).public_id},
            "a paper": {"id": _paper(matter).public_id},
            "a forum": {"id": FORUM, "matter_id": matter.public_id},
            "a meeting": {"id": meeting.public_id, "matter_id": matter.public_id,
                "meeting_id": meeting.public_id, "item": meeting.items.create(
                organisation=hvidovre, matter=matter, position=1).pk},
            "a model": {"id": ModelVersion.objects.filter(organisation=hvidovre)[0].public_id},
            "a draft of a model": {"id": _draft(world).public_id, "section": "roles",
                "key": "head_of_digitalisation"},
            "a person": {"id": world.people[HVIDOVRE, "employee"]},
            "a holding": {"id": Holding.objects.filter(holder=world.people[HVIDOVRE, "employee"])[0].pk},
            "a kind of matter": {"id": "purchase_request"},
            "an organisation": {"id": hvidovre.code},
            "a kept view": {"id": _kept_view(hvidovre.pk).public_id},
            **_drafted(hvidovre.pk),
            **_initiative(hvidovre.pk),
            **_going(hvidovre.pk),
            **_benefit(hvidovre.pk),
            **_pool(hvidovre.pk, named),
            **_posted(hvidovre.pk),
            **_registered(hvidovre.pk),
            **held(world, matter),
            **sent_lists(world, named),
            **beyond(world),
            **_compared(hvidovre.pk, named),
        }  # fmt: skip
        assert any(one.key == FORUM for one in forums_on(hvidovre.pk, timezone.localdate()))
    found["a joint proposal"] = {"id": _joint(world)}
    found |= _common(world)
    found["a common need"] = _common_need(world)
    found |= carried(world) | run_pool(world)
    with world.scope(""):
        found["a membership"] = {"id": Membership.objects.filter(organisation=world.association)[0].pk}
    return found


def _compared(owner: int, named: UUID) -> Told:
    """Models that were compared, of which a worker would make the answer surer; and what was looked into."""
    said = {
        "organisation_id": owner, "state": "waiting", "years": 1, "seed": 1, "asked_at": BY.at,
        "asked_by": named, "question": "x",
    }  # fmt: skip
    row = SimulationRun.objects.create(runs=20, **said, **kept())
    looked = kept() | {"inputs": {**row.inputs, "of": 0, "varied": []}, "result": {}}
    found = SimulationRun.objects.create(runs=0, sort="helps", about=row, **said, **looked)
    return {
        "a comparison": {"id": row.public_id},
        "something looked into": {"simulation_id": row.public_id, "further_id": found.public_id},
    }


def _joint(world: World) -> UUID:
    """A matter of the association that it lets Hvidovre read."""
    with world.scope(""):
        matter = plan(world)
        share(
            world.association.pk, [world.organisation(HVIDOVRE).pk], ("matter", matter.public_id), "joint",
            BY, on=SINCE,
        )  # fmt: skip
        return matter.public_id


def _common(world: World) -> Told:
    """A programme of the association that Hvidovre is invited to, with Hvidovre's own part of it."""
    with world.scope(""):
        owner, on = world.association.pk, timezone.localdate()
        row = Initiative.objects.create(
            organisation_id=owner, number="c", title="x", form="programme", is_mandatory=True, is_joint=True,
            legal_source="x", started_at=BY.at, changed_at=BY.at,
        )  # fmt: skip
        row.participations.create(
            organisation_id=owner, member=world.organisation(HVIDOVRE), code=HVIDOVRE, pace_since=on,
            invited_on=on,
        )  # fmt: skip
        members = [world.organisation(HVIDOVRE).pk]
        share(owner, members, ("initiative", row.public_id), "joint", BY, on=SINCE)
    with world.scope(HVIDOVRE):
        own = world.organisation(HVIDOVRE).pk
        mine = Initiative.objects.create(
            organisation_id=own, number="o", title="x", form="task", is_mandatory=True, legal_source="x",
            common=row.public_id, started_at=BY.at, changed_at=BY.at,
        )  # fmt: skip
        milestone = mine.milestones.create(
            organisation_id=own, name="x", first_on=on, planned_on=on, expected_on=on, common=new_id()
        )
    return {"a common initiative": {"id": row.public_id, "milestone_id": milestone.public_id}}


def _common_need(world: World) -> dict[str, Any]:
    """What Hvidovre and Rødovre need alike, as the association found it and as both of them show it."""
    everybody = [world.association, *world.members.values()]
    told = []
    for code in (HVIDOVRE, RODOVRE):
        owner = world.organisation(code)
        with world.scope(code):
            told.append(
                Need.objects.create(
                    organisation=owner, sort="need", key=new_id(), title="x", is_shown=True, changed_at=BY.at
                )
            )
            others = [one.pk for one in everybody]
            share(owner.pk, others, (SHOWN_NEEDS, owner.public_id), "x", BY, on=SINCE)
    with world.scope(""):
        owner = world.association
        row = CommonNeed.objects.create(organisation=owner, size=2, chance=1.0, found_at=BY.at)
        for one in told:
            row.parts.create(organisation=owner, told=one, member_id=one.organisation_id)
        members = [one.pk for one in world.members.values()]
        share(owner.pk, members, (FOUND_NEEDS, owner.public_id), "x", BY, on=SINCE)
        one, other = sorted(told, key=lambda each: each.pk)
        pair = Pair.objects.create(
            organisation=owner, one=one, other=other, score=0.0, first_chance=0.2, chance=0.2, said="other",
            answered_at=BY.at,
        )  # fmt: skip
        return {"id": row.public_id, "told": told[0].public_id, "pair": pair.pk}


def _draft(world: World) -> ModelVersion:
    owner = world.organisation(HVIDOVRE)
    key = f"own_{owner.code}_draft"
    files = own_model(key, "danish_municipality", owner.code, owner.name, timezone.localdate())
    return draft_version(owner.pk, key, files, BY)


def _kept_view(owner: int) -> SavedView:
    """Made by nobody of the matrix, so that only who keeps the portfolio may remove it."""
    return SavedView.objects.create(
        organisation_id=owner, name="x", page="board", query="", made_by=new_id(), made_at=BY.at
    )


def _drafted(owner: int) -> Told:
    """A draft of the portfolio that has many changes, and the plan of a year with an initiative in it."""
    row = Initiative.objects.create(
        organisation_id=owner, number="d", title="x", form="project", is_mandatory=False, started_at=BY.at,
        changed_at=BY.at,
    )  # fmt: skip
    later = {"what": "shift", "initiative": str(row.public_id), "months": 1}
    draft = Scenario.objects.create(
        organisation_id=owner, name="x", made_by=new_id(), made_at=BY.at, changes=[later] * 50
    )
    plan = ActivityPlan.objects.create(organisation_id=owner, year=2031, name="x")
    plan.activities.create(organisation_id=owner, initiative=row)
    return {
        "a draft of the portfolio": {"id": draft.public_id, "place": 0},
        "an activity plan": {"id": plan.public_id, "initiative_id": row.public_id},
    }


def _going(owner: int) -> Told:
    """What is kept beside a plan that nobody of the matrix leads."""
    on = timezone.localdate()
    row = Initiative.objects.create(
        organisation_id=owner, number="g", title="x", form="project", is_mandatory=False, started_at=BY.at,
        changed_at=BY.at,
    )  # fmt: skip
    risk = row.risks.create(
        organisation_id=owner, title="x", likelihood=1, impact=1, response="accept", owner="x", review_on=on,
        raised_on=on,
    )  # fmt: skip
    note = row.notes.create(organisation_id=owner, sort="lesson", title="x", noted_on=on)
    change = row.changes.create(organisation_id=owner, title="x", why="x", proposed_at=BY.at)
    cycle = row.iterations.create(organisation_id=owner, name="x", starts_on=on, ends_on=on)
    involved = row.involvements.create(organisation_id=owner, affected="others", who="x")
    return {
        "a risk": {"id": risk.public_id},
        "a note": {"id": note.public_id},
        "a change": {"id": change.public_id},
        "an involvement": {"id": involved.public_id},
        "a short cycle": {"id": cycle.public_id},
    }


def _benefit(owner: int) -> Told:
    """Owned by nobody of the matrix, with an indicator that has been measured."""
    on = timezone.localdate()
    row = Initiative.objects.create(
        organisation_id=owner, number="b", title="x", form="project", is_mandatory=False, started_at=BY.at,
        changed_at=BY.at,
    )  # fmt: skip
    benefit = Benefit.objects.create(
        organisation_id=owner, number="b", title="x", initiative=row, bottom_line="quality", sort="direct",
        counted_in="DKK", state_since=on, made_at=BY.at, changed_at=BY.at,
    )  # fmt: skip
    indicator = Indicator.objects.create(
        organisation_id=owner, subject_sort="benefit", subject=benefit.public_id, name="x", unit="x",
        method="count", reads="progress", aggregation="latest", measurer="x", made_at=BY.at,
    )  # fmt: skip
    before = indicator.baselines.create(organisation_id=owner, sequence=1, value=1, on=on, made_at=BY.at)
    before.targets.create(organisation_id=owner, on=on + timedelta(days=1), value=2)
    measured = indicator.measurements.create(
        organisation_id=owner, first=on, last=on, value=1, grade="all", recorded_at=BY.at
    )
    told = {"indicator_id": indicator.public_id, "measurement_id": measured.public_id}
    told["initiative_id"], told["benefit_id"] = row.public_id, benefit.public_id
    return {"a benefit": {"id": benefit.public_id, **told}}


def _pool(owner: int, named: UUID) -> Told:
    """A pool that no model has any more, with a loan that nobody here applied for; one is its assessor."""
    on, keeper = timezone.localdate(), Bookkeeper(owner, BY.at)
    accounts = {
        kind.value: str(open_account(NewAccount(kind, f"x {kind.value}", "x"), keeper=keeper))
        for kind in (Kind.POOL, Kind.LOANS, Kind.GRANTS, Kind.REPAYMENTS)
    }
    name = {"da": "x", "en": "x", "nb": "x"}
    pool = Pool.objects.create(
        organisation_id=owner, key="x", name=name, currency="DKK", accounts=accounts, opened_at=BY.at
    )
    fund = pool.funds.create(
        organisation_id=owner, giver="x", purpose="x", account=UUID(accounts["pool"]), opened_at=BY.at
    )
    call = pool.calls.create(
        organisation_id=owner, title="x", opens_on=on, closes_on=on, weights={"x": "1"}, most_points=5,
        made_at=BY.at, assessors=[str(named)],
    )  # fmt: skip
    row = pool.applications.create(
        organisation_id=owner, call=call, title="x", purpose="x", form="loan", amount_minor=1, repays="fees",
        applicant=new_id(), kind="x", matter=new_id(), case_number="x", applied_at=BY.at,
    )  # fmt: skip
    award = Award.objects.create(
        organisation_id=owner, application=row, form="loan", amount_minor=1, decision=new_id(), awarded_on=on
    )
    award.milestones.create(organisation_id=owner, sequence=1, due_on=on, amount_minor=1)
    award.instalments.create(organisation_id=owner, number=1, due_on=on, repays_minor=1)
    return {
        "a pool": {"id": pool.public_id},
        "a fund": {"id": fund.public_id},
        "a call": {"id": call.public_id},
        "an application": {"id": row.public_id, "number": 1},
    }


def _posted(owner: int) -> Told:
    """A pool with money in it, by the clock."""
    keeper = Bookkeeper(owner, BY.at)
    levy, pool = (
        open_account(NewAccount(kind, kind.value, "x"), keeper=keeper) for kind in (Kind.LEVY, Kind.POOL)
    )
    lines = transfer(levy, pool, Money.of(5))
    voucher = post(Voucher(BY.at.date(), "x", "levy", lines, "x"), keeper=keeper)
    waits = Registered.objects.create(
        organisation_id=owner, sort="reversal", about=voucher.id, amount_minor=500, currency="DKK",
        said={"voucher": str(voucher.id), "reason": "x", "sort": "reversal"}, registered_by=new_id(),
        registered_at=BY.at,
    )  # fmt: skip
    return {
        "an account": {"account_id": pool},
        "a voucher": {"voucher_id": voucher.id},
        "something registered": {"registered_id": waits.public_id},
    }


def _registered(owner: int) -> Told:
    """A system in use and a contract that name nobody. Shown to all: these pages are one's own alone."""
    seen = {"visibility": "public", "made_at": BY.at, "changed_at": BY.at}
    use = LocalUse.objects.create(organisation_id=owner, name="x", **seen)
    contract = Contract.objects.create(organisation_id=owner, name="x", **seen)
    agreement = Agreement.objects.create(organisation_id=owner, number="x", name="x", **seen)
    other = LocalUse.objects.create(organisation_id=owner, name="y", **seen)
    crosses = SystemRelation.objects.create(organisation_id=owner, use=use, other=other, other_name="y")
    said = SameSystem.objects.create(
        organisation_id=owner, gone=new_id(), kept=new_id(), gone_name="x", kept_name="y", said_at=BY.at,
        said_by=new_id(),
    )  # fmt: skip
    sent = keep_list(
        owner, "x.csv", b"IT Kontrakt;Gyldig til\nx;", Visibility.OWN, by=new_id(), at=timezone.now()
    )
    return {
        "a system in use": {"id": use.public_id, "number": crosses.pk},
        "a contract": {"id": contract.public_id},
        "a framework agreement": {"id": agreement.public_id},
        "a pair of systems": {"gone": use.catalogue, "kept": other.catalogue},
        "a proposal that two are one": {"id": said.public_id},
        "a list of the register": {"id": sent.public_id},
        "a question to KITOS": {"id": _asked_kitos(owner).public_id},
    }


def _asked_kitos(owner: int) -> AskedKitos:
    """A question that is over, so that there may be another."""
    made = {"asked_by": new_id(), "asked_at": timezone.now()}
    return AskedKitos.objects.create(
        organisation_id=owner, address="https://kitos.dk", state="stopped", **made
    )


def _initiative(owner: int) -> Told:
    """Led by nobody of the matrix, so that only who keeps the portfolio may change it."""
    on = timezone.localdate()
    row = Initiative.objects.create(
        organisation_id=owner, number="x", title="x", form="project", is_mandatory=False, started_at=BY.at,
        changed_at=BY.at,
    )  # fmt: skip
    payer = Payer.objects.create(
        organisation_id=owner, initiative=row, pays_for="operation", payer="x", first_year=on.year
    )
    first, then = (
        Milestone.objects.create(
            organisation_id=owner, initiative=row, public_id=key, name="x", first_on=on, planned_on=on,
            expected_on=on,
        )
        for key in (new_id(), AWAITED)
    )  # fmt: skip
    waits = Dependency.objects.create(organisation_id=owner, successor=then, predecessor=first.public_id)
    step = MapStep.objects.create(organisation_id=owner, initiative=row, sort="change", title="x")
    strategy = Strategy.objects.create(organisation_id=owner, name="x", valid_from=on)
    goal = Goal.objects.create(organisation_id=owner, strategy=strategy, name="x", order=1)
    key = KeyVersion.objects.create(
        organisation_id=owner, initiative=row, kind="operation", number=1, valid_from=on, decision="x",
        content={"kind": "operation", "rule": {"by": "equal"}}, made_at=BY.at,
    )  # fmt: skip
    days = dict.fromkeys(("from_on", "to_on", "expected_on"))
    cost = SharedCost.objects.create(
        organisation_id=owner, initiative=row, key=key, text="x", first=on, last=on, amount_minor=1,
        currency="DKK", pays={HVIDOVRE: 1}, made_at=BY.at,
        members=[{"key": HVIDOVRE, "name": "x", "inhabitants": 1, "use": 1, "forecast": 1, **days}],
    )  # fmt: skip
    return {
        "an initiative": {"id": row.public_id, "number": payer.pk},
        "a step of a benefit map": {"id": row.public_id, "step_id": step.public_id},
        "a shared cost": {"initiative_id": row.public_id, "cost_id": cost.public_id},
        "a goal": {"goal_id": goal.public_id},
        "a milestone": {"id": first.public_id},
        "a dependency": {"id": waits.public_id},
    }


def _meeting(owner: int) -> Meeting:
    at = timezone.now() + timedelta(days=30)
    return Meeting.objects.create(
        organisation_id=owner, forum=FORUM, begins_at=at, papers_by=at.date(), state="planned"
    )


def _decision(matter: Matter) -> Decision:
    words = {"da": "x", "en": "x", "nb": "x"}
    return Decision.objects.create(
        organisation_id=matter.organisation_id, matter=matter, event_sequence=99, case_number="x", title="x",
        kind=matter.kind, kind_name=words, step_name=words, outcome="approve", outcome_name=words,
        effect="approves", decided_at=BY.at, body=matter.body, body_name=words, ground="mandate",
        mandate="group_screens",
    )  # fmt: skip


def _obligation(matter: Matter) -> Obligation:
    words = {"da": "x", "en": "x", "nb": "x"}
    return Obligation.objects.create(
        organisation_id=matter.organisation_id, matter=matter, rule="tell_buyers", name=words,
        owed_by="role it_expert", owed_to="role buyer", due_on=timezone.localdate(), created_at=BY.at,
    )  # fmt: skip


def _paper(matter: Matter) -> Paper:
    file, who = ContentFile(b"x", name="x.txt"), new_id()
    return Paper.objects.create(
        organisation_id=matter.organisation_id, matter=matter, title="x", file=file, media_type="text/plain",
        size=1, sha256="0" * 64, added_at=BY.at, added_by=who, added_by_name="x",
    )  # fmt: skip


REPORT = {
    "text": "x", "expenditure": "grey", "time": "grey", "economic_benefits": "grey", "other_benefits": "grey",
    "overall": "grey",
}  # fmt: skip
RISK = {
    "title": "x", "likelihood": 1, "impact": 1, "response": "accept", "owner": "x", "review_on": "2099-01-01"
}  # fmt: skip
# A milestone that waits for the one that is asked about: the other way it would be a circle.
AWAITED = "0198c0de-0000-7000-8000-000000000001"
STARTED = {"title": "x", "form": "task", "outside_model_because": "x"}
MEASURED = {"first": "2020-01-01", "last": "2020-01-01", "value": "1", "unit": "x"}
# What operations of the API must be sent so that they come to the question who asks.
SENT: dict[str, dict[str, Any]] = {
    "api:add_item": {"matter": "matter_id"},
    "api:matters": {"kind": "purchase_request", "title": "x"},
    "api:bring": {"kind": "purchase_request", "title": "x"},
    "api:choose": {"step": "screen", "outcome": "approve"},
    "api:answer_item": {"step": "screen", "item": "security", "fulfilled": True},
    "api:withdraw": {"reason": "x"},
    "api:park": {"reason": "x", "until": "2099-01-01"},
    "api:resume": {},
    "api:meet": {},
    "api:plan_meetings": {},
    "api:call_meeting": {"begins_at": "2026-01-01T10:00:00Z", "reason": "x"},
    "api:change_meeting": {"begins_at": "2026-01-01T10:00:00Z"},
    "api:attend": {"present": []},
    "api:decide_item": {"outcome": "x", "step": "x"},
    "api:put_off_item": {},
    "api:send_out": {"seat": "x", "reason": "x"},
    "api:close_meeting": {},
    "api:joint_answer": {},
    "api:move_milestone": {"to": "2099-01-01", "reason": "x"},
    "api:say_pace": {"pace": "preparing"},
    "api:initiatives": STARTED,
    "api:start_initiative": STARTED,
    "api:plan": {"name": "x", "planned_on": "2099-01-01"},
    "api:plan_milestone": {"name": "x", "planned_on": "2099-01-01"},
    "api:reach_milestone": {"on": "2026-01-01"},
    "api:let_milestone_wait": {"milestone": AWAITED},
    "api:invite_members": {"members": []},
    "api:fan_out": {},
    "api:new_benefit": {"title": "x", "bottom_line": "quality", "sort": "qualitative"},
    "api:plan_benefit": {"go_live": "2099-01-01"},
    "api:reports": REPORT,
    "api:new_report": REPORT,
    "api:risks": RISK,
    "api:new_risk": RISK,
    "api:measurements": MEASURED,
    "api:new_measurement": MEASURED,
    "api:correct_measurement": MEASURED,
    "api:applications": {"kind": "purchase_request", "title": "x", "purpose": "x"},
    "api:apply": {"kind": "purchase_request", "title": "x", "purpose": "x"},
    "api:pay_part": {},
    "api:pay_instalment": {},
    "api:send_back_registered": {"why": "x"},
    "api:say_wish": {"wants": "yes"},
    "api:systems": {"name": "x"},
    "api:new_system": {"name": "x"},
    "api:system": {"name": "x"},
    "api:change_system": {"name": "x"},
    "api:contracts": {"name": "x"},
    "api:new_contract": {"name": "x"},
    "api:contract": {"name": "x"},
    "api:change_contract": {"name": "x"},
    "api:draws": {"drawn_on": "2026-01-01", "amount": "1.00", "what": "x"},
    "api:look_further": {"what": "helps"},
    "api:looked_into": {"what": "helps"},
    "api:new_draw": {"drawn_on": "2026-01-01", "amount": "1.00", "what": "x"},
}


def address_values(names: list[str], of: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What an address is told: what the file says, else the thing's own; ids go by several names."""
    found: dict[str, Any] = {}
    for name in names:
        take: Callable[[str], Any] = of.get
        found[name] = given.get(name, take(name) if name in of else of.get("id"))
    return found
