"""Models are drafted by those who sit somewhere, and hold only when those who may have said so."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.world import BY, HVIDOVRE, NOW, SOLROD, TODAY, World

from samspil.apps.governance import archives
from samspil.apps.governance.adopted import all_files, from_files, look_at, model_of
from samspil.apps.governance.models import AdoptedKind, Decision, Matter, ModelVersion
from samspil.apps.governance.selectors.adoptions import adopted_on, governing, kinds_on
from samspil.apps.governance.services import drafting
from samspil.apps.governance.services.adoptions import Adoption, adopt, draft_version, may_adopt, may_draft
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.found_association import municipality

LATER = TODAY + timedelta(days=30)


@pytest.fixture
def head(world: World) -> Any:
    with world.scope(HVIDOVRE):
        yield world.acting(HVIDOVRE, "head_of_digitalisation")


def draft_of_today(acting: Acting) -> ModelVersion:
    (version,) = adopted_on(acting.organisation_id, TODAY)
    return drafting.draft_from_version(version, acting=acting, at=NOW, today=TODAY)


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as caught:
        do()
    return caught.value.problem.code


def adopt_now(draft: ModelVersion, acting: Acting, since: date = LATER, **more: Any) -> ModelVersion:
    return adopt(draft, Adoption(since, **more), acting=acting, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("head_of_digitalisation", True),
        ("executive_board/chief_executive", True),
        ("council_secretary", True),
        ("executive_board/director_1", False),
        ("finance_committee/mayor", False),
        ("employee", False),
    ],
)
def test_who_may_adopt_in_a_municipality(world: World, role: str, may: bool) -> None:
    with world.scope(HVIDOVRE):
        assert may_adopt(world.acting(HVIDOVRE, role), TODAY) is may


@pytest.mark.parametrize(("role", "may"), [("head_of_digitalisation", True), ("employee", False)])
def test_where_no_model_holds_only_those_who_keep_the_organisation_begin(
    world: World, role: str, may: bool
) -> None:
    """Not whoever happens to act for it: that one could adopt a model in which all is theirs to decide."""
    without = municipality("0350")
    with scope.within([without.pk]):
        person = services.add_person(without, role, date(2025, 1, 1), BY)
        services.give(without, person.public_id, role, services.Held(role, date(2025, 1, 1)), BY)
        acting = selectors.acting(without, person.public_id, TODAY)
        assert (may_adopt(acting, TODAY), may_draft(acting, TODAY)) == (may, may)


def test_in_an_association_only_the_board_s_secretary_may(world: World) -> None:
    with world.scope(""):
        assert may_adopt(world.acting("", "coordinator"), TODAY)
        assert not may_adopt(world.acting("", "board/director_0167"), TODAY)
        assert not may_adopt(world.acting("", "head_of_digitalisation"), TODAY)


def test_who_sits_in_no_forum_makes_no_draft(world: World) -> None:
    with world.scope(HVIDOVRE):
        employee = world.acting(HVIDOVRE, "employee")
        assert not may_draft(employee, TODAY)
        assert refused(lambda: draft_of_today(employee)) == "not_yours_to_draft"


def test_a_draft_of_today_s_has_the_next_number_and_no_fault(head: Acting) -> None:
    draft = draft_of_today(head)
    model = look_at(draft.key, draft.files).model
    assert model is not None
    assert (model.spec.version, draft.state, draft.digest) == ("1.1", "draft", "")


def test_a_draft_of_a_shipped_model_is_the_organisation_s_own(head: Acting) -> None:
    draft = drafting.draft_from_shipped("gladsaxe_network", acting=head, at=NOW, today=TODAY)
    model = look_at(draft.key, draft.files).model
    assert model is not None
    assert (model.spec.extends, model.spec.organisation.municipality) == ("gladsaxe_network", HVIDOVRE)


def test_a_change_goes_into_the_draft_and_nowhere_else(head: Acting) -> None:
    draft = draft_of_today(head)
    path = ("parameters", "screening_days")
    part: Any = drafting.part_of(draft, path)
    wanted = {**part, "values": {**part["values"], "2026-04-01": {"value": 8, "source": "decision: x"}}}
    drafting.change_part(draft, path, wanted, acting=head, at=NOW)
    draft.refresh_from_db()
    changed = look_at(draft.key, draft.files).model
    assert changed is not None
    assert changed.program.book.read("screening_days", LATER).value == 8
    assert (
        model_of(adopted_on(head.organisation_id, TODAY)[0]).program.book.read("screening_days", LATER).value
        == 5
    )


def test_nobody_overwrites_what_they_have_not_seen(head: Acting) -> None:
    draft = draft_of_today(head)
    path = ("forums", "executive_board")
    seen = drafting.mark(draft, path)
    part: Any = drafting.part_of(draft, path)
    drafting.change_part(draft, path, {**part, "level": "tactical"}, acting=head, at=NOW, seen=seen)
    again = lambda: drafting.change_part(draft, path, part, acting=head, at=NOW, seen=seen)  # noqa: E731
    assert refused(again) == "draft_changed_meanwhile"


def test_a_draft_keeps_its_faults_and_cannot_be_adopted_with_them(head: Acting) -> None:
    draft = draft_of_today(head)
    path = ("forums", "executive_board")
    part: Any = drafting.part_of(draft, path)
    drafting.change_part(draft, path, {**part, "chair": "nobody"}, acting=head, at=NOW)
    draft.refresh_from_db()
    looked = look_at(draft.key, draft.files)
    assert looked.model is None
    assert looked.problems
    with pytest.raises(ProblemsError):
        adopt_now(draft, head)
    assert governing(head.organisation_id, "purchase_request", LATER).pk != draft.pk


def test_what_is_adopted_holds_from_its_day_and_what_went_before_until_then(head: Acting) -> None:
    before = governing(head.organisation_id, "purchase_request", TODAY)
    adopted = adopt_now(draft_of_today(head), head)
    assert governing(head.organisation_id, "purchase_request", LATER) == adopted
    assert governing(head.organisation_id, "purchase_request", LATER - timedelta(days=1)) == before
    assert (adopted.version, adopted.state) == ("1.1", "adopted")


def test_some_kinds_can_go_by_it_and_the_others_by_what_went_before(head: Acting) -> None:
    adopted = adopt_now(draft_of_today(head), head, kinds=("purchase_request",))
    assert governing(head.organisation_id, "purchase_request", LATER) == adopted
    assert governing(head.organisation_id, "joint_consent", LATER) != adopted


@pytest.mark.parametrize("role", ["employee", "executive_board/director_1"])
def test_nobody_else_adopts(world: World, head: Acting, role: str) -> None:
    draft = draft_of_today(head)
    assert refused(lambda: adopt_now(draft, world.acting(HVIDOVRE, role))) == "not_yours_to_adopt"


def test_a_day_that_is_decided_on_is_not_decided_on_again(head: Acting) -> None:
    adopt_now(draft_of_today(head), head)
    rows = AdoptedKind.objects.count()
    again = draft_of_today(head)
    assert refused(lambda: adopt_now(again, head)) == "already_adopted_from"
    assert refused(lambda: adopt_now(again, head, TODAY)) == "already_adopted_from"
    assert AdoptedKind.objects.count() == rows
    assert refused(lambda: adopt_now(again, head, LATER + timedelta(days=1))) == "already_adopted_from"
    assert AdoptedKind.objects.count() == rows


def test_what_has_begun_is_followed_by_another_from_a_later_day(head: Acting) -> None:
    adopt_now(draft_of_today(head), head, TODAY)
    again = adopt_now(draft_of_today(head), head, LATER)
    assert governing(head.organisation_id, "purchase_request", LATER) == again


def test_no_model_holds_from_yesterday(head: Acting) -> None:
    yesterday = TODAY - timedelta(days=1)
    assert refused(lambda: adopt_now(draft_of_today(head), head, yesterday)) == "adopted_from_the_past"
    adopt_now(draft_of_today(head), head, TODAY)


def test_no_model_holds_before_it_says_so_itself(head: Acting) -> None:
    draft = drafting.draft_from_shipped("gladsaxe_network", acting=head, at=NOW, today=LATER)
    assert refused(lambda: adopt_now(draft, head, TODAY)) == "adopted_before_valid"


def test_a_model_without_any_kind_is_not_adopted(head: Acting) -> None:
    assert refused(lambda: adopt_now(draft_of_today(head), head, kinds=("nothing",))) == "no_kind_to_adopt"


def test_what_is_adopted_is_never_changed_or_thrown_away(head: Acting) -> None:
    adopted = adopt_now(draft_of_today(head), head)
    change = lambda: drafting.change_part(adopted, ("name",), {}, acting=head, at=NOW)  # noqa: E731
    assert refused(change) == "version_never_changes"
    assert refused(lambda: drafting.throw_away(adopted, acting=head, at=NOW)) == "version_never_changes"


def test_a_draft_is_thrown_away(head: Acting) -> None:
    draft = draft_of_today(head)
    drafting.throw_away(draft, acting=head, at=NOW)
    assert not ModelVersion.objects.filter(pk=draft.pk).exists()


def test_a_matter_that_decided_it_must_have_been_approved(head: Acting) -> None:
    draft = draft_of_today(head)
    unknown = lambda: adopt_now(draft, head, decided_by=uuid4())  # noqa: E731
    assert refused(unknown) == "adoption_matter_not_approved"
    matter = _matter(head, "2026-9997", "rejected")
    assert refused(lambda: adopt_now(draft, head, decided_by=matter)) == "adoption_matter_not_approved"
    matter = _matter(head, "2026-9998", "approved")
    adopted = adopt_now(draft, head, decided_by=matter)
    assert {row.decided_by for row in adopted.adopted_kinds.all()} == {matter}


def test_an_association_s_model_needs_its_board_s_decision(world: World) -> None:
    with world.scope(""):
        coordinator = world.acting("", "coordinator")
        draft = draft_of_today(coordinator)
        assert refused(lambda: adopt_now(draft, coordinator)) == "adoption_not_decided"
        heads = _decided(coordinator, "forum digital_heads", "2026-9998")
        assert refused(lambda: adopt_now(draft, coordinator, decided_by=heads)) == "adoption_not_decided"
        board = _decided(coordinator, "forum board", "2026-9999")
        assert adopt_now(draft, coordinator, decided_by=board).state == "adopted"


def _matter(acting: Acting, case: str, result: str) -> UUID:
    matter = Matter.objects.create(
        organisation_id=acting.organisation_id,
        case_number=case,
        kind="activity_plan",
        title="Ny styringsmodel",
        attributes={},
        version=adopted_on(acting.organisation_id, TODAY)[0],
        requester=acting.person,
        brought_at=NOW,
        changed_at=NOW,
        end=result,
        result=result,
    )
    return matter.public_id


def _decided(acting: Acting, body: str, case: str) -> UUID:
    matter = Matter.objects.get(public_id=_matter(acting, case, "approved"))
    Decision.objects.create(
        organisation_id=acting.organisation_id,
        matter=matter,
        event_sequence=1,
        case_number=matter.case_number,
        title=matter.title,
        kind=matter.kind,
        kind_name={},
        step_name={},
        outcome="approve",
        outcome_name={},
        effect="approves",
        decided_at=NOW,
        body=body,
        body_name={},
        ground="mandate",
    )
    return matter.public_id


def test_a_version_that_says_the_same_as_an_earlier_one_is_that_one(world: World) -> None:
    with world.scope(SOLROD):
        head = world.acting(SOLROD, "head_of_digitalisation")
        first = adopt_now(draft_of_today(head), head, TODAY)
        key, files = archives.unpack(archives.pack(first.files))
        again = draft_version(head.organisation_id, key, files, By("x", NOW))
        assert adopt_now(again, head, LATER + timedelta(days=9)) == first


def test_a_version_taken_out_and_in_again_is_the_same_to_the_letter(head: Acting) -> None:
    adopted = adopt_now(draft_of_today(head), head)
    key, files = archives.unpack(archives.pack(adopted.files))
    assert (key, from_files(key, files).digest) == (adopted.key, adopted.digest)
    assert files == adopted.files


def test_a_draft_is_taken_out_with_all_it_builds_on(head: Acting) -> None:
    draft = drafting.draft_from_shipped("gladsaxe_network", acting=head, at=NOW, today=TODAY)
    assert set(all_files(draft.key, draft.files)) == {
        draft.key,
        "gladsaxe_network",
        "danish_municipality",
        "common",
    }


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


MANY = {f"a/cases/c{number}.yaml": b"" for number in range(201)}
DEEP = {f"a{number}/model.yaml": b"key: a" for number in range(9)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip", "archive_not_readable"),
        (b"x" * 1_000_001, "archive_too_large"),
        (packed({"a/model.yaml": b"x" * 100_001}), "archive_too_large"),
        (packed({"a/evil.py": b""}), "archive_other_file"),
        (packed({"../model.yaml": b""}), "archive_other_file"),
        (packed({"a/model.yaml": b"\xff"}), "archive_other_file"),
        (packed({"a/README.md": b""}), "archive_which_model"),
        (packed({"a/model.yaml": b"key: a", "b/model.yaml": b"key: b"}), "archive_which_model"),
        (packed(MANY), "archive_too_many_files"),
        (packed(DEEP), "archive_too_many_files"),
        (packed({"a/model.yaml": b"- no mapping"}), "not_a_mapping"),
    ],
)
def test_what_is_no_model_s_folder_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        archives.unpack(data)
    assert caught.value.problems[0].code == code


def test_what_a_computer_puts_beside_is_left_out() -> None:
    data = packed({"a/model.yaml": b"key: a", "__MACOSX/a": b"", "a/.DS_Store": b""})
    assert archives.unpack(data) == ("a", {"a": {"model.yaml": "key: a"}})


def test_what_can_be_brought_leaves_the_files_where_they_are(head: Acting) -> None:
    """They are many and large, and a model that runs is kept beside them."""
    kinds_on(head.organisation_id, TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert {one.key for one in kinds_on(head.organisation_id, TODAY)} >= {"purchase_request"}
    assert len(asked) == 1
    assert '"files"' not in asked[0]["sql"]
