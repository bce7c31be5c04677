"""Every place of a model that names something: what it must name there, and what a parameter must count."""

from functools import cache
from typing import Any

from tests.core.governance.engine_world.world import model_of
from tests.core.governance.small_world import WORLD, load_from

from samspil.core.governance.checks.lookups import whos
from samspil.core.governance.checks.references import clauses, names
from samspil.core.governance.document import Path
from samspil.core.governance.load import GovernanceModel

# Where, and in which table it must be; of a parameter its units, the least, and the most if there is one.
NAMED = """
working_time.cut_off_hour: hour 0
working_time.closing_hour: hour 1
reporting.every: months 1
reporting.on_day: count 1 28
reporting.within: working_days 0 60
reporting.tolerances.expenditure.watch: share 0
reporting.tolerances.expenditure.act: share 0
reporting.tolerances.time.watch: calendar_days 0
reporting.tolerances.time.act: calendar_days 0
reporting.tolerances.benefits.watch: share 0
reporting.tolerances.benefits.act: share 0
money.short_case: dkk nok 0
money.benefits_delay: years 0 30
roles.*.stands_in: roles
forums.*.seats.*.role: roles
forums.*.seats.*.rotation: months 1
forums.*.secretary: roles
forums.*.papers: working_days 0 250
forums.*.agenda: count 1
forums.*.deciding.quorum: share 0
forums.*.deciding.threshold: share 0
forums.*.deciding.written_procedure: working_days 1
attributes.*.phases_of: project_models
attributes.*.trained_in: project_models
attributes.*.choices.*.forum: forums
attributes.*.choices.*.role: roles
kinds.*.route: routes
kinds.*.brought_by.*: roles
kinds.*.attributes.*: attributes
mandates.*.who.forum: forums
mandates.*.who.role: roles
mandates.*.who.forum_for: attributes
mandates.*.who.role_for: attributes
mandates.*.kinds.*: kinds
mandates.*.when.*: attributes
mandates.*.when.*: any 0
mandates.*.when.*.*: attributes
mandates.*.when.*.*: any 0
mandates.*.up_to: attributes
mandates.*.up_to: dkk nok 0
mandates.*.covers.*: attributes
mandates.*.delegated_from: mandates
routes.*.withdraw.by.*: roles
routes.*.park.by.*: roles
routes.*.park.at_most: calendar_days months working_days 1
routes.*.steps.*.who.forum: forums
routes.*.steps.*.who.role: roles
routes.*.steps.*.who.forum_for: attributes
routes.*.steps.*.who.role_for: attributes
routes.*.steps.*.clock.working_days: working_days 1
routes.*.steps.*.clock.calendar_days: calendar_days 1
routes.*.steps.*.clock.months: months 1
routes.*.steps.*.clock.meetings: count 1 24
routes.*.steps.*.documents_of: project_models
routes.*.steps.*.joint: joint
routes.*.steps.*.at_most.times: count 1 20
routes.*.steps.*.items.*.when.*: attributes
routes.*.steps.*.items.*.when.*: any 0
routes.*.steps.*.outcomes.*.when.*: attributes
routes.*.steps.*.outcomes.*.when.*: any 0
routes.*.steps.*.outcomes.*.when.*.*: attributes
routes.*.steps.*.outcomes.*.when.*.*: any 0
routes.*.steps.*.outcomes.*.amends.*: attributes
routes.*.steps.*.outcomes.*.creates.*: obligations
routes.*.steps.*.outcomes.*.binds: joint
routes.*.steps.*.outcomes.*.to.*.when.*: attributes
routes.*.steps.*.outcomes.*.to.*.when.*: any 0
routes.*.steps.*.outcomes.*.to.*.when.*.*: attributes
routes.*.steps.*.outcomes.*.to.*.when.*.*: any 0
joint.*.least_members: count 0
joint.*.least_population: people 0
joint.*.legal_basis.purpose.*: kinds
joint.*.late_joining.within: months 1
joint.*.leaving.notice: months 0
joint.*.leaving.only_by.*: kinds
obligations.*.owed_by.forum: forums
obligations.*.owed_by.role: roles
obligations.*.owed_by.forum_for: attributes
obligations.*.owed_by.role_for: attributes
obligations.*.owed_to.forum: forums
obligations.*.owed_to.role: roles
obligations.*.owed_to.forum_for: attributes
obligations.*.owed_to.role_for: attributes
obligations.*.after.working_days: working_days 1
obligations.*.after.calendar_days: calendar_days 1
obligations.*.after.months: months 1
obligations.*.every.working_days: working_days 1
obligations.*.every.calendar_days: calendar_days 1
obligations.*.every.months: months 1
obligations.*.times: count 1 99
pools.*.owner.forum: forums
pools.*.owner.role: roles
pools.*.owner.forum_for: attributes
pools.*.owner.role_for: attributes
pools.*.coordinator: roles
pools.*.annual_amount: dkk nok 0
pools.*.levy.rate: per_mille 0
pools.*.levy.to_pool: share 0
pools.*.size: dkk nok 0
pools.*.period: years 1
pools.*.ceiling: dkk nok 0
pools.*.second_part: share 0
pools.*.interest: share 0
pools.*.most_instalments: count 1 360
pools.*.reports_within: months 1 120
pools.*.largest_payback: years 0
pools.*.criteria.*.weight: share 0
project_models.*.trained_roles.*: roles
project_models.*.phases.*.when.*: attributes
project_models.*.phases.*.when.*: any 0
project_models.*.reporting.every: months 1
project_models.*.reporting.on_day: count 1 28
project_models.*.reporting.within: working_days 0 60
project_models.*.reporting.tolerances.expenditure.watch: share 0
project_models.*.reporting.tolerances.expenditure.act: share 0
project_models.*.reporting.tolerances.time.watch: calendar_days 0
project_models.*.reporting.tolerances.time.act: calendar_days 0
project_models.*.reporting.tolerances.benefits.watch: share 0
project_models.*.reporting.tolerances.benefits.act: share 0
"""
SHIPPED = (
    *("tight_association", "holbaek_business_consultants", "central_steering_group", "favrskov_bank"),
    *("herning_project_model", "jammerbugt_innovation_bank", "rudersdal_committee"),
)
TABLES = (
    "forums",
    "attributes",
    "kinds",
    "mandates",
    "routes",
    "joint",
    "obligations",
    "pools",
    "project_models",
)


@cache
def models() -> list[GovernanceModel]:
    """Together these write all that can be written."""
    return [load_from(WORLD, "town"), *map(model_of, ("skovby", "sund_league", *SHIPPED))]


# Below these stand keys that a modeller makes up.
INNER = {"seats", "choices", "steps", "items", "outcomes", "criteria", "phases"}


def pattern(path: Path) -> str:
    """A path with ``*`` for each key that a modeller makes up: below its table, and below each inner one."""
    said: list[str] = []
    for part in path:
        before = said[-1] if said else ""
        is_free = before in INNER or "when" in said or (len(said) == 1 and before in {"roles", *TABLES})
        said.append("*" if is_free or isinstance(part, int) else str(part))
    return ".".join(said)


def told() -> set[str]:
    found = set()
    for model in models():
        for named in names(model.spec):
            counts = ""
            if named.table == "parameters":
                units = " ".join(sorted(named.units)) or "any"
                counts = f"{units} {named.least}{'' if named.most is None else f' {named.most}'}"
            found.add(f"{pattern(named.path)}: {counts or named.table}")
    return found


def test_all_that_can_be_named_is_looked_up_in_its_table_and_counted_as_what_it_is() -> None:
    assert sorted(told()) == sorted(set(NAMED.strip().splitlines()))


def at_path(whole: Any, path: Path) -> Any:
    """What is written there, or nothing."""
    for part in path:
        if isinstance(whole, dict):
            whole = whole.get(part)
        elif isinstance(whole, list) and isinstance(part, int):
            whole = whole[part]
        else:
            return None
    return whole


def test_what_is_named_is_what_is_written_at_its_place() -> None:
    for model in models():
        for named in names(model.spec):
            written = at_path(model.document.value, named.path)
            if "when" in named.path:
                assert named.key == named.path[-1] or named.key in written.values()
            elif named.path[-1] == "up_to" and named.table == "attributes":
                assert named.key == (None if written is None else "amount")
            else:
                assert named.key == written, named


def test_everybody_who_is_named_is_named_where_it_is_written() -> None:
    """Whoever decides, acts, owes, is owed to or owns."""
    found = set()
    for model in models():
        for path, who in whos(model.spec):
            assert at_path(model.document.value, path) == who.model_dump(exclude_defaults=True)
            found.add(pattern(path))
    assert found == {
        "mandates.*.who",
        "routes.*.steps.*.who",
        "obligations.*.owed_by",
        "obligations.*.owed_to",
        "pools.*.owner",
    }


def test_every_condition_is_found_where_it_is_written() -> None:
    found = set()
    for model in models():
        for path, clause in clauses(model.spec):
            assert list(at_path(model.document.value, path)) == list(clause)
            found.add(pattern(path))
    assert {one.removesuffix(".*") for one in found} == {
        "mandates.*.when",
        "routes.*.steps.*.items.*.when",
        "routes.*.steps.*.outcomes.*.when",
        "routes.*.steps.*.outcomes.*.to.*.when",
        "project_models.*.phases.*.when",
    }
