"""A new benefit that begins with another's words: its indicators come with it, none of its numbers do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.library import InLibrary
from samspil.apps.benefits.services.benefits import add_benefit
from samspil.apps.benefits.services.indicators import add_indicator
from samspil.apps.benefits.types import BottomLine, NewBenefit, Sort
from samspil.apps.organisations.types import Acting

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


@transaction.atomic
def use_from_library(
    found: InLibrary, initiative: Initiative, title: str = "", *, acting: Acting, at: datetime
) -> Benefit:
    """An idea of our own, with words and indicators as the other has them; owner and amounts are ours to say.

    Raises:
        RefusedError: one does not lead the initiative.
    """
    kept = found.kept
    new = NewBenefit(
        title.strip() or kept.title,
        BottomLine(kept.bottom_line),
        Sort(kept.sort),
        description=kept.description,
        is_disbenefit=kept.is_disbenefit,
        assumptions=kept.assumptions,
    )
    benefit = add_benefit(initiative, new, acting=acting, at=at)
    for one in found.indicators:
        add_indicator(benefit, one.new, acting=acting, at=at)
    return benefit
