"""Money goes out of a pool in parts and comes back in instalments: each a voucher, and each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from samspil.apps.funding.models import Award, Fund, GrantResult, Instalment, Milestone
from samspil.apps.funding.pool_types import Form, Needs, NewMilestone, NewResult, Repays
from samspil.apps.funding.selectors.freed import reference
from samspil.apps.funding.selectors.funds import holding_of, standing_of_fund, why_unfit
from samspil.apps.funding.selectors.liquidity import balance_of, promised_of
from samspil.apps.funding.selectors.loans import owed_on, paid_out_of, planned_of, wish_of
from samspil.apps.funding.selectors.pools import two_pay
from samspil.apps.funding.selectors.resting import is_done
from samspil.apps.funding.selectors.tracing import left_on
from samspil.apps.funding.services.loan_plans import plan_again
from samspil.apps.funding.services.pools import SORT, check_pays, hold
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.finance.instalments import Came, from_benefits, from_fees
from samspil.core.finance.ledger import Kind, Line, Reference, Voucher, transfer
from samspil.core.units import Money

AWARD = "award"


@transaction.atomic
def pay_in_other_parts(award: Award, parts: Sequence[NewMilestone], *, acting: Acting, at: datetime) -> None:
    """Say anew what an award is paid out in, before anything of it has been paid or is about to be.

    What some of it waited for, the last part waits for: it is no smaller where that is the benefits plan.

    Raises:
        RefusedError: ``not_yours_to_run``, ``something_is_paid_out``, ``payment_is_registered``,
            ``parts_are_not_the_award``, ``last_part_is_too_small``.
    """
    award = _held(award, acting, at)
    before = list(award.milestones.order_by("sequence"))
    if Milestone.objects.done().filter(award=award).exists():
        raise RefusedError(Problem("something_is_paid_out", {}))
    if registered := next((one for one in before if one.asked_by is not None), None):
        raise RefusedError(Problem("payment_is_registered", {"day": registered.asked_on}))
    total = sum(one.amount.minor for one in parts)
    if total != award.amount_minor or any(one.amount.minor <= 0 for one in parts):
        whole = _money(award, award.amount_minor)
        raise RefusedError(
            Problem("parts_are_not_the_award", {"total": _money(award, total), "award": whole})
        )
    waiting = _waiting_for_the_plan(before)
    if parts[-1].amount.minor < waiting:
        raise RefusedError(Problem("last_part_is_too_small", {"least": _money(award, waiting)}))
    needs = " ".join(dict.fromkeys(need.value for one in before for need in one.needed))
    award.milestones.all().delete()
    for sequence, one in enumerate(parts, 1):
        Milestone.objects.create(
            organisation_id=award.organisation_id,
            award=award,
            sequence=sequence,
            title=one.title.strip(),
            due_on=one.due_on,
            amount_minor=one.amount.minor,
            needs=needs if sequence == len(parts) else "",
        )
    facts = {"award": award.public_id, "parts": [one.amount.minor for one in parts]}
    _tell(award, "award.parted", facts, acting=acting, at=at)


def _waiting_for_the_plan(parts: Sequence[Milestone]) -> int:
    return sum(one.amount_minor for one in parts if Needs.BENEFITS_PLAN in one.needed)


@transaction.atomic
def pay_out(
    part: Milestone, proof: str, freed_by: UUID | None = None, *, acting: Acting, at: datetime
) -> Milestone:
    """A part is reached: it is paid, or waits for another to approve it, where two persons pay.

    The pool cannot be overdrawn by it, nor what is promised to others be used. ``freed_by`` is the benefit
    whose freed money pays it.

    Raises:
        RefusedError: ``not_yours_to_run``, ``applicant_does_not_pay``, ``promised_to_others``,
            ``part_is_paid_already``, ``payment_is_registered``, ``award_is_stopped``,
            ``benefits_plan_not_shown`` or ``operating_finance_not_shown`` without a proof,
            ``source_spent_above`` where less than the part is left there of what the benefit freed,
            ``account_would_be_overdrawn``, or as for posting.
    """
    award = _held(part.award, acting, at)
    part = _payable(award, part, acting)
    if part.asked_by is not None:
        raise RefusedError(Problem("payment_is_registered", {"day": part.asked_on}))
    if part.needed and not proof.strip():
        raise RefusedError(_not_shown(part.needed[0]))
    part.proof, part.freed_by = proof.strip(), freed_by
    _check_others_promises(award, part, timezone.localdate(at))
    _check_freed(award, part)
    if not two_pay(award.application, timezone.localdate(at)):
        return _paid(award, part, acting, at)
    part.asked_by, part.asked_on = acting.person, timezone.localdate(at)
    part.save(update_fields=["asked_by", "asked_on", "proof", "freed_by"])
    facts = {"award": award.public_id, "part": part.sequence, "amount": part.amount_minor}
    _tell(award, "award.payment_registered", facts, {"proof": part.proof}, acting=acting, at=at)
    return part


@transaction.atomic
def approve_payment(part: Milestone, *, acting: Acting, at: datetime) -> Milestone:
    """What somebody registered is paid by another.

    Raises:
        RefusedError: as `pay_out`; ``payment_is_not_registered``; ``another_approves`` for who registered it.
    """
    award, part = _registered(part, acting, at)
    if part.asked_by == acting.person and two_pay(award.application, timezone.localdate(at)):
        raise RefusedError(Problem("another_approves", {}))
    _check_others_promises(award, part, timezone.localdate(at))
    _check_freed(award, part)
    return _paid(award, part, acting, at)


@transaction.atomic
def send_payment_back(part: Milestone, *, acting: Acting, at: datetime) -> Milestone:
    """What was registered is not paid; it can be registered again.

    Raises:
        RefusedError: as `approve_payment`; whoever registered it may take it back.
    """
    award, part = _registered(part, acting, at)
    part.asked_by, part.asked_on = None, None
    part.save(update_fields=["asked_by", "asked_on"])
    facts = {"award": award.public_id, "part": part.sequence}
    _tell(award, "award.payment_sent_back", facts, acting=acting, at=at)
    return part


def _registered(part: Milestone, acting: Acting, at: datetime) -> tuple[Award, Milestone]:
    award = _held(part.award, acting, at)
    part = _payable(award, part, acting)
    if part.asked_by is None:
        raise RefusedError(Problem("payment_is_not_registered", {}))
    return award, part


def _payable(award: Award, part: Milestone, acting: Acting) -> Milestone:
    """The part, held, where it may be paid at all and by them."""
    if award.application.applicant == acting.person:
        raise RefusedError(Problem("applicant_does_not_pay", {}))
    part = Milestone.objects.select_for_update().get(pk=part.pk)
    if is_done(part):
        raise RefusedError(Problem("part_is_paid_already", {"day": part.paid_on}))
    if award.stopped_on is not None:
        raise RefusedError(Problem("award_is_stopped", {"day": award.stopped_on}))
    return part


def _paid(award: Award, part: Milestone, acting: Acting, at: datetime) -> Milestone:
    """The voucher, and for a loan the plan that follows what has now been lent."""
    into = Kind.LOANS if award.form == Form.LOAN.value else Kind.GRANTS
    amount = _money(award, part.amount_minor)
    lines = transfer(
        holding_of(award.application),
        _id(award, into),
        amount,
        came_from=reference(part.freed_by),
        went_to=_reference(award),
    )
    part.voucher = _post(award, "paid_out", lines, _key("part", part), acting=acting, at=at)
    part.paid_on = timezone.localdate(at)
    registered, part.asked_by, part.asked_on = part.asked_by, None, None
    part.save(update_fields=["voucher", "paid_on", "proof", "freed_by", "asked_by", "asked_on"])
    facts: dict[str, object] = {
        "award": award.public_id,
        "part": part.sequence,
        "amount": part.amount_minor,
    }
    if registered is not None:
        facts["registered_by"] = registered
    _tell(award, "award.paid_out", facts, {"proof": part.proof}, acting=acting, at=at)
    others = Milestone.objects.done().filter(award=award).exclude(pk=part.pk)
    plan_again(award, Bookkeeper.of(acting, at), is_first=not others.exists())
    return part


def _check_others_promises(award: Award, part: Milestone, on: date) -> None:
    """What a pool holds is first for what was promised; what is appropriated anew is put in first."""
    if award.application.fund is not None:
        _check_fund(award, part, award.application.fund, on)
        return
    pool = award.application.pool
    own = award.amount_minor - paid_out_of(award).minor
    others = promised_of(pool).minor - own
    left = balance_of(pool, date.max).minor - part.amount_minor
    if left < others:
        missing = _money(award, others - left)
        raise RefusedError(Problem("promised_to_others", {"missing": missing}))


def _check_freed(award: Award, part: Milestone) -> None:
    """What pays stands where it is paid from, and no other's money goes for it. The books are held."""
    if (source := reference(part.freed_by)) is None:
        return
    left = left_on(holding_of(award.application), source)
    if left < part.amount_minor:
        asked = _money(award, part.amount_minor)
        raise RefusedError(Problem("source_spent_above", {"left": _money(award, left), "asked": asked}))


def _check_fund(award: Award, part: Milestone, fund: Fund, on: date) -> None:
    """It is still what the money was given for, and the others that it was promised to are not used."""
    if problem := why_unfit(fund, award.application, on):
        raise RefusedError(problem)
    stands, own = standing_of_fund(fund, on), award.amount_minor - paid_out_of(award).minor
    others = stands.promised.minor - own
    left = stands.balance.minor - part.amount_minor
    if left < others:
        raise RefusedError(Problem("promised_to_others", {"missing": _money(award, others - left)}))


def _not_shown(needs: Needs) -> Problem:
    if needs is Needs.BENEFITS_PLAN:
        return Problem("benefits_plan_not_shown", {})
    return Problem("operating_finance_not_shown", {})


@transaction.atomic
def stop_award(award: Award, *, acting: Acting, at: datetime) -> None:
    """What has not been paid out of an award is free again. Of a loan, what was lent still comes back.

    Raises:
        RefusedError: ``not_yours_to_run``, ``award_is_stopped``.
    """
    award = _held(award, acting, at)
    if award.stopped_on is not None:
        raise RefusedError(Problem("award_is_stopped", {"day": award.stopped_on}))
    award.stopped_on = timezone.localdate(at)
    award.save(update_fields=["stopped_on"])
    _tell(award, "award.stopped", {"award": award.public_id}, acting=acting, at=at)
    plan_again(award, Bookkeeper.of(acting, at))


@transaction.atomic
def note_what_came(award: Award, came: Came, reason: str, *, acting: Acting, at: datetime) -> Instalment:
    """A benefit was measured, or an adopter owes its fee: what of it goes to the loan is an instalment.

    Raises:
        RefusedError: ``not_yours_to_run``, ``loan_comes_back_by_days``, ``loan_is_repaid``,
            ``nothing_to_repay``.
    """
    award = _held(award, acting, at)
    application = award.application
    if award.form != Form.LOAN.value or application.repays == Repays.FIXED.value:
        raise RefusedError(Problem("loan_comes_back_by_days", {}))
    last = award.instalments.aggregate(last=Max("number"))["last"] or 0
    planned = sum(one.repays_minor for one in planned_of(award))
    lent = award.amount_minor if award.stopped_on is None else paid_out_of(award).minor
    left = lent - planned
    if not left:
        raise RefusedError(Problem("loan_is_repaid", {}))
    rest = _money(award, left)
    if application.repays == Repays.BENEFITS.value:
        plan = from_benefits(rest, Fraction(wish_of(application).share), [came])
    else:
        plan = from_fees(rest, [came])
    if not plan:
        raise RefusedError(Problem("nothing_to_repay", {}))
    row = Instalment.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        number=last + 1,
        due_on=came.day,
        repays_minor=plan[0].repays.minor,
        reason=reason.strip(),
    )
    facts = {"award": award.public_id, "instalment": row.number, "amount": row.repays_minor}
    _tell(award, "loan.instalment_noted", facts, {"reason": row.reason}, acting=acting, at=at)
    return row


@transaction.atomic
def pay_back(instalment: Instalment, *, acting: Acting, at: datetime) -> Instalment:
    """An instalment has come. It comes once, and never before the loan has been paid out.

    Raises:
        RefusedError: ``not_yours_to_run``, ``instalment_is_paid_already``, ``instalment_is_replaced`` by a
            newer plan, ``loan_is_not_paid_out``, or as for posting.
    """
    award = _held(instalment.award, acting, at)
    row = Instalment.objects.select_for_update().get(pk=instalment.pk)
    if is_done(row):
        raise RefusedError(Problem("instalment_is_paid_already", {"number": row.number, "day": row.paid_on}))
    if row.replaced_on is not None:
        raise RefusedError(Problem("instalment_is_replaced", {"day": row.replaced_on}))
    if row.repays_minor > owed_on(award).minor:
        raise RefusedError(Problem("loan_is_not_paid_out", {}))
    lines, key = _back(award, row), _key("instalment", row)
    row.voucher = _post(award, "paid_back", lines, key, acting=acting, at=at)
    row.paid_on = timezone.localdate(at)
    row.save(update_fields=["voucher", "paid_on"])
    facts = {"award": award.public_id, "instalment": row.number, "amount": row.repays_minor}
    _tell(award, "loan.repaid", facts, acting=acting, at=at)
    return row


def _back(award: Award, row: Instalment) -> list[Line]:
    about = _reference(award)
    parts = ((Kind.LOANS, row.repays_minor), (Kind.REPAYMENTS, row.interest_minor))
    lines = [Line(_id(award, kind), _money(award, -minor), about) for kind, minor in parts if minor]
    whole = _money(award, row.repays_minor + row.interest_minor)
    return [Line(holding_of(award.application), whole, about), *lines]


@transaction.atomic
def tell_result(award: Award, new: NewResult, *, acting: Acting, at: datetime) -> GrantResult:
    """What has come of an award, told by whoever applied or runs the pool.

    Raises:
        RefusedError: ``not_yours_to_run``, ``result_says_nothing``.
    """
    application = award.application
    if application.applicant != acting.person:
        check_pays(acting, application.pool, timezone.localdate(at))
    if not new.text.strip():
        raise RefusedError(Problem("result_says_nothing", {}))
    row = GrantResult.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        told_on=timezone.localdate(at),
        told_by=acting.person,
        earned_minor=new.earned.minor if new.earned else None,
        text=new.text.strip(),
        experience=new.experience.strip(),
        shared_with=new.shared_with.strip(),
    )
    facts = {"award": award.public_id, "earned": row.earned_minor or 0, "shares": bool(row.experience)}
    _tell(
        award,
        "award.result_told",
        facts,
        {"text": row.text, "experience": row.experience},
        acting=acting,
        at=at,
    )
    return row


def _held(award: Award, acting: Acting, at: datetime) -> Award:
    """The award and its pool, held for whoever runs the pool."""
    pool = award.application.pool
    check_pays(acting, pool, timezone.localdate(at))
    hold(pool)
    rows = Award.objects.select_for_update(of=("self",)).select_related(
        "application__pool", "application__fund"
    )
    return rows.get(pk=award.pk)


def _money(award: Award, minor: int) -> Money:
    return Money(minor, award.application.pool.currency)


def _id(award: Award, kind: Kind) -> UUID:
    return UUID(award.application.pool.accounts[kind.value])


def _reference(award: Award) -> Reference:
    return Reference(AWARD, award.public_id)


def _key(what: str, row: Milestone | Instalment) -> str:
    """One voucher for each time it is paid: again only once the one before has been taken back."""
    return f"{what} {row.pk} after {row.voucher}" if row.voucher else f"{what} {row.pk}"


def _post(award: Award, kind: str, lines: Sequence[Line], key: str, *, acting: Acting, at: datetime) -> UUID:
    voucher = Voucher(
        timezone.localdate(at),
        award.application.title,
        kind,
        tuple(lines),
        f"{kind} {key}",
        _reference(award),
    )
    return post(voucher, keeper=Bookkeeper.of(acting, at, is_let=True)).id


def _tell(
    award: Award,
    action: str,
    facts: dict[str, object],
    written: dict[str, str] | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> None:
    about = (SORT, award.application.pool.public_id)
    tell(Bookkeeper.of(acting, at), action, about, facts, written)
