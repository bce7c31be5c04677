"""Money goes out of a pool in parts and comes back in instalments: each a voucher, and each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone

from samspil.apps.funding.models import Award, GrantResult, Instalment, Milestone
from samspil.apps.funding.pool_types import Form, Needs, NewMilestone, NewResult, Repays
from samspil.apps.funding.selectors.liquidity import balance_of, promised_of
from samspil.apps.funding.services.applying import wish_of
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
    """Say anew what an award is paid out in, before anything of it has been paid.

    What some of it waited for, the last part waits for: it is no smaller where that is the benefits plan.

    Raises:
        RefusedError: ``not_yours_to_run``, ``something_is_paid_out``, ``parts_are_not_the_award``,
            ``last_part_is_too_small``.
    """
    award = _held(award, acting, at)
    before = list(award.milestones.order_by("sequence"))
    if any(one.paid_on is not None for one in before):
        raise RefusedError(Problem("something_is_paid_out", {}))
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
def pay_out(part: Milestone, proof: str, *, acting: Acting, at: datetime) -> Milestone:
    """A part is reached and paid. The pool cannot be overdrawn by it, nor what is promised to others be used.

    Raises:
        RefusedError: ``not_yours_to_run``, ``applicant_does_not_pay``, ``promised_to_others``,
            ``part_is_paid_already``, ``award_is_stopped``,
            ``benefits_plan_not_shown`` or ``operating_finance_not_shown`` without a proof,
            ``account_would_be_overdrawn``, or as for posting.
    """
    award = _held(part.award, acting, at)
    if award.application.applicant == acting.person:
        raise RefusedError(Problem("applicant_does_not_pay", {}))
    part = Milestone.objects.select_for_update().get(pk=part.pk)
    if part.paid_on is not None:
        raise RefusedError(Problem("part_is_paid_already", {"day": part.paid_on}))
    if award.stopped_on is not None:
        raise RefusedError(Problem("award_is_stopped", {"day": award.stopped_on}))
    if part.needed and not proof.strip():
        raise RefusedError(_not_shown(part.needed[0]))
    _check_others_promises(award, part)
    into = Kind.LOANS if award.form == Form.LOAN.value else Kind.GRANTS
    amount = _money(award, part.amount_minor)
    lines = transfer(_id(award, Kind.POOL), _id(award, into), amount, went_to=_reference(award))
    part.voucher = _post(award, "paid_out", lines, f"part {part.pk}", acting=acting, at=at)
    part.paid_on, part.proof = timezone.localdate(at), proof.strip()
    part.save(update_fields=["voucher", "paid_on", "proof"])
    facts = {"award": award.public_id, "part": part.sequence, "amount": part.amount_minor}
    _tell(award, "award.paid_out", facts, {"proof": part.proof}, acting=acting, at=at)
    return part


def _check_others_promises(award: Award, part: Milestone) -> None:
    """What a pool holds is first for what was promised; what is appropriated anew is put in first."""
    pool = award.application.pool
    own = award.amount_minor - _paid_out(award)
    others = promised_of(pool).minor - own
    left = balance_of(pool, date.max).minor - part.amount_minor
    if left < others:
        missing = _money(award, others - left)
        raise RefusedError(Problem("promised_to_others", {"missing": missing}))


def _not_shown(needs: Needs) -> Problem:
    if needs is Needs.BENEFITS_PLAN:
        return Problem("benefits_plan_not_shown", {})
    return Problem("operating_finance_not_shown", {})


@transaction.atomic
def stop_award(award: Award, *, acting: Acting, at: datetime) -> None:
    """What has not been paid out of an award is free again. A loan still comes back.

    Raises:
        RefusedError: ``not_yours_to_run``, ``award_is_stopped``.
    """
    award = _held(award, acting, at)
    if award.stopped_on is not None:
        raise RefusedError(Problem("award_is_stopped", {"day": award.stopped_on}))
    award.stopped_on = timezone.localdate(at)
    award.save(update_fields=["stopped_on"])
    _tell(award, "award.stopped", {"award": award.public_id}, acting=acting, at=at)


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
    so_far = award.instalments.aggregate(total=Sum("repays_minor"), last=Max("number"))
    left = award.amount_minor - (so_far["total"] or 0)
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
        number=(so_far["last"] or 0) + 1,
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
        RefusedError: ``not_yours_to_run``, ``instalment_is_paid_already``, ``loan_is_not_paid_out``, or
            as for posting.
    """
    award = _held(instalment.award, acting, at)
    row = Instalment.objects.select_for_update().get(pk=instalment.pk)
    if row.paid_on is not None:
        raise RefusedError(Problem("instalment_is_paid_already", {"number": row.number, "day": row.paid_on}))
    if _paid_back(award) + row.repays_minor > _paid_out(award):
        raise RefusedError(Problem("loan_is_not_paid_out", {}))
    row.voucher = _post(award, "paid_back", _back(award, row), f"instalment {row.pk}", acting=acting, at=at)
    row.paid_on = timezone.localdate(at)
    row.save(update_fields=["voucher", "paid_on"])
    facts = {"award": award.public_id, "instalment": row.number, "amount": row.repays_minor}
    _tell(award, "loan.repaid", facts, acting=acting, at=at)
    return row


def _back(award: Award, row: Instalment) -> list[Line]:
    about = _reference(award)
    parts = ((Kind.LOANS, row.repays_minor), (Kind.REPAYMENTS, row.interest_minor))
    lines = [Line(_id(award, kind), _money(award, -minor), about) for kind, minor in parts if minor]
    return [Line(_id(award, Kind.POOL), _money(award, row.repays_minor + row.interest_minor), about), *lines]


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
    rows = Award.objects.select_for_update(of=("self",)).select_related("application__pool")
    return rows.get(pk=award.pk)


def _paid_out(award: Award) -> int:
    rows = award.milestones.filter(paid_on__isnull=False)
    return int(rows.aggregate(total=Sum("amount_minor"))["total"] or 0)


def _paid_back(award: Award) -> int:
    rows = award.instalments.filter(paid_on__isnull=False)
    return int(rows.aggregate(total=Sum("repays_minor"))["total"] or 0)


def _money(award: Award, minor: int) -> Money:
    return Money(minor, award.application.pool.currency)


def _id(award: Award, kind: Kind) -> UUID:
    return UUID(award.application.pool.accounts[kind.value])


def _reference(award: Award) -> Reference:
    return Reference(AWARD, award.public_id)


def _post(award: Award, kind: str, lines: Sequence[Line], key: str, *, acting: Acting, at: datetime) -> UUID:
    voucher = Voucher(
        timezone.localdate(at),
        award.application.title,
        kind,
        tuple(lines),
        f"{kind} {key}",
        _reference(award),
    )
    return post(voucher, keeper=Bookkeeper.of(acting, at)).id


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
