"""What stands beside a part's form: what hangs on it, and what the form does not ask for, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspil.apps.governance.editing.addresses import (
    CHAIRING,
    CONDITIONS,
    ITEMS,
    LISTS,
    NEW,
    OUTCOMES,
    STEPS,
    WAYS,
)
from samspil.apps.governance.editing.together import turn_rows
from samspil.apps.governance.forms.model_choices import Choices
from samspil.apps.governance.views.governance_model.conditions_told import condition_told
from samspil.apps.governance.views.governance_model.editors import Editor
from samspil.kit.web.addresses import address

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Related:
    """Something that hangs on a part and is edited by itself."""

    title: str
    text: str
    links: tuple[Link, ...] = ()


def part_url(ref: str, section: str, key: str) -> str:
    """Where a part is edited."""
    return address("governance:edit_model_part", ref, section, key)


def related(editor: Editor, ref: str) -> list[Related]:
    """What hangs on a part that is there."""
    return [] if editor.is_new else list(_related(editor, ref))


def _related(editor: Editor, ref: str) -> Iterator[Related]:
    section, key, choices = editor.section, editor.key, editor.choices
    if section in ("mandates", OUTCOMES, ITEMS):
        told = condition_told(editor.condition, choices) or _("None: it always holds.")
        whole_key = f"mandates.{key}" if section == "mandates" else f"routes.{_with_sort(key, section)}"
        label = _("Change the condition") if editor.condition else _("Set a condition")
        yield Related(_("The condition"), told, ((label, part_url(ref, CONDITIONS, whole_key)),))
    if section == "forums" and _takes_turns(editor):
        link = (_("Change whose turn it is"), part_url(ref, CHAIRING, key))
        yield Related(_("Whose turn it is to chair"), _turns_told(editor), (link,))
    if section in LISTS:
        yield _kept_as_rows(section)
    if section == STEPS:
        yield _checklist(editor, ref)
    if section == "kinds":
        yield Related(_("Route"), "", _links(ref, WAYS, choices.names("routes"), editor.before.get("route")))
    if section == "attributes":
        users = [one for one, kind in choices.section("kinds").items() if key in kind.get("attributes", ())]
        none = "" if users else _("No kind of matter asks for it yet. Choose it on a kind of matter.")
        yield Related(_("Asked for in"), none, _links(ref, "kinds", choices.names("kinds"), *users))
    if section == "obligations":
        yield _made_by(editor, ref)
    if section == "joint":
        steps = [(f"{route}.{step}", _step_name(choices, route, step)) for route, step in _asking(editor)]
        none = "" if steps else _("No step asks the members by it yet. Choose it on a step.")
        links = tuple((name, part_url(ref, STEPS, step)) for step, name in steps)
        yield Related(_("The members are asked at"), none, links)
    if section == WAYS:
        steps = [(f"{key}.{step}", name) for step, name in choices.steps_of(key)]
        links = tuple((name, part_url(ref, STEPS, step)) for step, name in steps)
        yield Related(_("Steps"), "", (*links, (_("Add a step"), part_url(ref, STEPS, f"{key}.{NEW}"))))


def _takes_turns(editor: Editor) -> bool:
    """Whether members take turns at the chair: each has the seat that chairs, or turns are said."""
    seats = dict(_mappings(editor.before.get("seats")))
    chairs = seats.get(str(editor.before.get("chair")), {})
    return bool(chairs.get("per_member") or editor.before.get("chaired_by"))


def _turns_told(editor: Editor) -> str:
    """``Høje-Taastrup from 1 March 2016; Hvidovre from ...``; none where those present choose."""
    names, words = dict(editor.choices.municipalities()), editor.choices.words
    try:
        told = [
            _("%(member)s from %(day)s")
            % {
                "member": names.get(str(one["municipality"]), one["municipality"]),
                "day": words.day(date.fromisoformat(str(one["since"]))),
            }
            for one in turn_rows(editor.before)
        ]
    except (AttributeError, TypeError, ValueError):
        return ""
    return "; ".join(told) or _("No turns are said: whoever of the members is there can chair.")


def _kept_as_rows(section: str) -> Related:
    """The model says whom the engine asks; who logs in where is kept on a page of its own."""
    text = _(
        "This is what the model goes by: who is asked, and who may chair or house. Who can log in as a"
        " member, and where the secretariat works, is kept on the page of the members. Keep the two alike."
    )
    return Related(
        _("Kept in two places"), text, ((_("The page of the members"), address("organisations:members")),)
    )


def _with_sort(key: str, section: str) -> str:
    route, step, name = key.split(".")
    return f"{route}.{step}.{section}.{name}"


def _links(ref: str, section: str, names: list[tuple[str, str]], *keys: object) -> tuple[Link, ...]:
    return tuple((name, part_url(ref, section, key)) for key, name in names if key in keys)


def _checklist(editor: Editor, ref: str) -> Related:
    items = Choices({"items": editor.before.get("items")}, editor.choices.words).names("items")
    links = [(name, part_url(ref, ITEMS, f"{editor.key}.{item}")) for item, name in items]
    add = (_("Add a point"), part_url(ref, ITEMS, f"{editor.key}.{NEW}"))
    return Related(_("Checklist"), "", (*links, add))


def _made_by(editor: Editor, ref: str) -> Related:
    choices, links = editor.choices, list[Link]()
    for route, step, spec in choices.steps():
        for outcome, one in _mappings(spec.get("outcomes")):
            if editor.key in one.get("creates", ()):
                name = f"{_step_name(choices, route, step)}: {outcome_name(outcome, one, choices)}"
                links.append((name, part_url(ref, OUTCOMES, f"{route}.{step}.{outcome}")))
    none = "" if links else _("No outcome makes it yet. Choose it on an outcome of a step.")
    return Related(_("Follows from"), none, tuple(links))


def _asking(editor: Editor) -> list[tuple[str, str]]:
    return editor.choices.steps_of_joint(editor.key)


def _step_name(choices: Choices, route: str, step: str) -> str:
    return dict(choices.steps_of(route)).get(step, step)


def outcome_name(key: str, outcome: Mapping[str, Any], choices: Choices) -> str:
    """What an outcome is called at its step."""
    texts = outcome.get("name")
    own = texts.get(choices.words.language) if isinstance(texts, Mapping) else ""
    return str(own or dict(choices.outcomes()).get(key, key))


def _mappings(found: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, one in found.items() if isinstance(found, Mapping) else ():
        if isinstance(one, Mapping):
            yield str(key), one


def row_notes(editor: Editor, ref: str) -> list[tuple[str, Link]]:
    """Beside each row that is there already: what it says more, and where that is edited."""
    if editor.is_new or not editor.can_be_asked:
        return []
    choices = editor.choices
    if editor.section == STEPS:
        return [
            (
                outcome_told(one, editor.route, choices),
                (
                    _("Conditions and what follows: %(outcome)s")
                    % {"outcome": outcome_name(key, one, choices)},
                    part_url(ref, OUTCOMES, f"{editor.key}.{key}"),
                ),
            )
            for key, one in _mappings(editor.before.get("outcomes"))
        ]
    if editor.section == OUTCOMES:
        key = f"routes.{_with_sort(editor.key, OUTCOMES)}"
        return [_branch_note(number, ref, key, editor) for number, _to in enumerate(editor.rows_before())]
    return []


def _branch_note(number: int, ref: str, key: str, editor: Editor) -> tuple[str, Link]:
    when = editor.before["to"][number].get("when")
    told = _("When %(condition)s") % {"condition": condition_told(when, editor.choices)} if when else ""
    label = _("Change the condition") if when else _("Set a condition")
    named = f"{label} ({number + 1})"
    return told or _("No condition yet."), (named, part_url(ref, CONDITIONS, f"{key}.{number}"))


def outcome_told(outcome: Mapping[str, Any], route: str, choices: Choices) -> str:
    """Under which condition an outcome can be chosen, and where it leads under others."""
    said = []
    if outcome.get("when"):
        said.append(_("Only when %(condition)s.") % {"condition": condition_told(outcome["when"], choices)})
    places = {key: name for _group, rows in choices.places(route) for key, name in rows}
    to = outcome.get("to")
    for branch in to if isinstance(to, list) else ():
        if isinstance(branch, Mapping):
            when = condition_told(branch.get("when"), choices) or _("otherwise")
            said.append(f"{places.get(branch.get('to', ''), branch.get('to'))}: {when}.")
    return " ".join(said)


def not_asked(editor: Editor) -> list[str]:
    """What stands in the part, and no form asks for: said, and kept as it is."""
    before, choices, said = editor.before, editor.choices, list[str]()
    if not editor.can_be_asked and editor.section == CONDITIONS:
        said.append(condition_told(editor.condition, choices))
    if editor.section == "forums" and before.get("is_council"):
        said.append(_("It is the municipal council."))
    if editor.section == STEPS and before.get("documents_of"):
        projects = dict(choices.names("project_models"))
        name = projects.get(str(before["documents_of"]), before["documents_of"])
        said.append(_("The documents are those of the project model %(name)s.") % {"name": name})
    return [one for one in said if one]
