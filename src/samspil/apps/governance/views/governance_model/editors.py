"""One part of a draft as it is edited: its form, its rows, and what they mean for the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.utils.translation import gettext as _

from samspil.apps.governance.editing import conditions, parts, routes
from samspil.apps.governance.editing.addresses import (
    CHAIRING,
    CONDITIONS,
    LISTS,
    NEW,
    OUTCOMES,
    WAYS,
    Where,
    where,
)
from samspil.apps.governance.editing.together import CHAIRED_BY
from samspil.apps.governance.editing.writing import GONE
from samspil.apps.governance.forms import model_conditions
from samspil.apps.governance.forms.model_choices import Choices, plain
from samspil.apps.governance.views.governance_model.sorts import (
    ABOUT,
    OF_A_ROUTE,
    SORTS,
    Sort,
    names_of_lists,
    new_names,
)
from samspil.core.governance.diagram.values_in_words import rhythm as in_words
from samspil.core.governance.document import Path
from samspil.core.governance.language.forums import Calendar

NOT_NEW: Final = (ABOUT, OUTCOMES, CONDITIONS, CHAIRING, *LISTS)
ALWAYS_THERE: Final = (ABOUT, CHAIRING, *LISTS)
UNREADABLE: Final = (AttributeError, KeyError, TypeError, ValueError, IndexError)


@dataclass(frozen=True)
class Editor:
    """One part of a draft at the moment it is edited."""

    section: str
    key: str
    whole: Mapping[str, Any]
    choices: Choices
    data: QueryDict | None = None
    typed: tuple[dict[str, Any], ...] | None = None

    # --- what is there ----------------------------------------------------------------------------------
    @property
    def sort(self) -> Sort:
        """How a part of its sort is asked for."""
        return SORTS[self.section]

    @cached_property
    def where(self) -> Where | None:
        """Where the part stands; nothing where the address is none."""
        return Where((), "") if self.section == ABOUT else where(self.section, self.key)

    @property
    def route(self) -> str:
        """The route that the part belongs to, if it does."""
        holder = self.where.path if self.where else ()
        if self.section == "kinds":
            return str((self.data or self.before).get("route", ""))
        return str(holder[1]) if holder[:1] == ("routes",) and holder[1] != NEW else ""

    @property
    def is_new(self) -> bool:
        """Whether it is to be added."""
        return self.where is not None and self.where.name == NEW

    @cached_property
    def before(self) -> Mapping[str, Any]:
        """The part as it stands; nothing of one that is new."""
        if self.section == ABOUT:
            return self.whole
        if self.section in LISTS:
            return {self.section: self.whole.get(self.section, [])}
        found = self._at(self.where.path) if self.where else None
        return found if isinstance(found, Mapping) else {}

    def _at(self, path: Path) -> object:
        value: object = self.whole
        for one in path:
            value = value.get(one) if isinstance(value, Mapping) else None
        return value

    @property
    def exists(self) -> bool:
        """Whether there is such a part, or a place for a new one."""
        if self.section == ABOUT:
            return True
        if self.where is None or (self.section in LISTS and not self.choices.is_association()):
            return False
        if self.section in LISTS:
            return True
        if self.is_new:
            return self.section not in NOT_NEW and isinstance(self._at(self.where.holder[:-1]), Mapping)
        is_there = isinstance(self._at(self.where.path), Mapping)
        return is_there and (self.where.branch is None or self.where.branch < len(self._branches))

    @property
    def _branches(self) -> list[Any]:
        to = self.before.get("to")
        return to if isinstance(to, list) and all(isinstance(one, Mapping) for one in to) else []

    @property
    def path(self) -> Path:
        """Where the part is. A new one is named after what it is called."""
        assert self.where is not None
        return (*self.where.holder, self._new_key()) if self.is_new else self.where.path

    @property
    def about(self) -> Path:
        """The path of all that the form asks for, which what is wrong is told by."""
        return (*self.path, CHAIRED_BY) if self.section == CHAIRING else self.path

    def _new_key(self) -> str:
        assert self.where is not None
        said = self.form.cleaned_data
        name = said.get("name_en") or said.get("name_da")
        if self.section == "mandates":
            name = f"{said['who'].partition(' ')[2]} {said['scope']} {said['code'].lower()}"
        elif self.section == "joint":
            name = f"{said['effect']} {said['participation']}"
        taken = self._at(self.where.holder)
        return parts.key_from(str(name), [*(taken if isinstance(taken, Mapping) else ()), NEW])

    # --- the form ---------------------------------------------------------------------------------------
    @cached_property
    def form(self) -> forms.Form:
        """The questions asked once."""
        data = self.data if self.section != CONDITIONS else None
        form: forms.Form = self.sort.form(data, initial=self._initial(), choices=self.choices, **self._more)
        return form

    @cached_property
    def rows(self) -> BaseFormSet[Any] | None:
        """The questions asked row by row."""
        if self.sort.rows is None:
            return None
        given: dict[str, Any] = {"choices": self.choices, **self._more}
        initial = list(self.typed) if self.typed is not None else self._initial_rows()
        rows: BaseFormSet[Any] = self.sort.rows(
            None if self.typed is not None else self.data, initial=initial, prefix="rows", form_kwargs=given
        )
        if self.typed and rows.forms:
            # Whoever adds a row goes on writing in it.
            first = next(iter(rows.forms[-1].visible_fields()))
            first.field.widget.attrs["autofocus"] = True
        return rows

    @property
    def _more(self) -> dict[str, Any]:
        return {"route": self.route} if self.section in OF_A_ROUTE else {}

    def is_valid(self) -> bool:
        """Whether everything asked has been answered so that it can be kept."""
        rows_are_valid = self.rows is None or self.rows.is_valid()
        return rows_are_valid and (self.section == CONDITIONS or self.form.is_valid())

    def _initial(self) -> dict[str, Any]:
        if not self.can_be_asked:
            return {}
        return self._forum_initial() if self.section == "forums" else self.sort.fields(self.before)

    def _forum_initial(self) -> dict[str, Any]:
        fields = parts.forum_fields(self.before)
        fields["except_days"] = ", ".join(fields["except_days"])
        fields["also"] = ", ".join(fields["also"])
        fields["seat_roles"] = {
            key: seat.get("role", "")
            for key, seat in self.before.get("seats", {}).items()
            if isinstance(seat, Mapping)
        }
        fields["told"] = self._rhythm_told()
        if self.is_new:
            fields |= {"rhythm": "monthly", "time": "", "when_closed": "next"}
        return fields

    def _rhythm_told(self) -> str:
        try:
            calendar = Calendar.model_validate(self.before.get("calendar", {}), strict=False)
            return in_words(calendar, self.choices.words.language)
        except (ValueError, KeyError):
            return str(self.before.get("calendar", {}).get("rule", ""))

    def _initial_rows(self) -> list[dict[str, Any]]:
        if not self.can_be_asked:
            return []
        if self.section == CONDITIONS:
            return conditions.rows_of(self.condition) or []
        return self.sort.row_fields(self.before)

    def rows_before(self) -> list[dict[str, Any]]:
        """The rows of the part as it stands."""
        return self._initial_rows()

    # --- what cannot be asked ---------------------------------------------------------------------------
    @cached_property
    def can_be_asked(self) -> bool:
        """Whether the form shows all that stands there. What it would lose is not asked for at all."""
        try:
            if self.section == CONDITIONS:
                return model_conditions.can_be_asked(conditions.rows_of(self.condition), self.choices)
            if self.is_new or self.section == ABOUT:
                return True
            rows = self.sort.row_fields(self.before)
            return parts.is_kept(
                self.before, self.sort.value(self.sort.fields(self.before), rows, self.before)
            )
        except UNREADABLE:
            return False

    @property
    def can_be_taken_away(self) -> bool:
        """Whether there is something to take out of the draft."""
        if self.section == CONDITIONS:
            return self.condition is not None
        return not self.is_new and self.section not in ALWAYS_THERE

    @property
    def condition(self) -> object:
        """The condition of the part; of an outcome's place, that of the place."""
        return routes.condition_at(self.before, self.where.branch if self.where else None)

    # --- what they mean ---------------------------------------------------------------------------------
    def changes(self) -> Iterator[tuple[Path, object]]:
        """What is to stand where in the draft. The answers are valid."""
        if self.section == CONDITIONS:
            yield self._with(conditions.when_of(self._answers(), self.condition))
            return
        said = plain(self.form.cleaned_data)
        if self.section == ABOUT:
            yield ("name",), parts.name_value(said)
            yield ("summary",), parts.name_value(said, "summary")
            yield ("version",), said["version"]
            yield ("valid_from",), said["valid_from"]
        elif self.section in LISTS:
            yield self.path, self.sort.value(said, self._answers(), self.before)[self.section]
        elif self.section == WAYS and self.is_new:
            copied: Any = deepcopy(self._at(("routes", said["like"])))
            yield self.path, self.sort.value(self.sort.fields(copied) | said, (), copied)
        else:
            yield self.path, self.sort.value(said, self._answers(), self.before)

    def taken_away(self) -> tuple[Path, object]:
        """The draft without the part; of a condition, the part without it."""
        return self._with(GONE) if self.section == CONDITIONS else (self.path, GONE)

    def _with(self, when: object) -> tuple[Path, object]:
        assert self.where is not None
        return self.path, routes.with_condition(self.before, self.where.branch, when)

    def _answers(self) -> list[dict[str, Any]]:
        kept = [form.cleaned_data for form in self.rows.forms if form.cleaned_data] if self.rows else []
        return [plain(said) for said in kept if not said.get("DELETE")]

    # --- words ------------------------------------------------------------------------------------------
    @property
    def name(self) -> str:
        """What the part is called."""
        if self.section == ABOUT:
            return _("Name and version")
        if self.is_new:
            return new_names()[self.section]
        if self.section in LISTS:
            return names_of_lists()[self.section]
        if self.section == CONDITIONS:
            return _("Condition: %(part)s") % {"part": self._part_name()}
        if self.section == CHAIRING:
            return _("Whose turn it is to chair: %(forum)s") % {"forum": self._part_name()}
        return self._part_name()

    def _part_name(self) -> str:
        assert self.where is not None
        holder, key = self.where.holder, self.where.name
        named = {"mandates": self.choices.mandates, "joint": self.choices.joint}.get(str(holder[-1]))
        if named is not None:
            return dict(named()).get(key, key)
        texts = self.before.get("name")
        told = texts.get(self.choices.words.language) or texts.get("da") if isinstance(texts, Mapping) else ""
        if holder[-1] == "outcomes":
            step = dict(self.choices.steps_of(str(holder[1]))).get(str(holder[3]), "")
            return f"{told or dict(self.choices.outcomes()).get(key, key)} ({step})"
        return str(told or key)

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The form's fields under headings."""
        return [
            (str(title), [self.form[name] for name in names if name in self.form.fields])
            for title, names in self.form.GROUPS  # type: ignore[attr-defined]
            if any(name in self.form.fields for name in names)
        ]
