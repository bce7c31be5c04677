"""Looking for lessons and for somebody to ask; saying that one can be asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.services.agents import AgentSaid


class WordsForm(forms.Form):
    """Words to look for; what makes no sense looks for nothing."""

    q = forms.CharField(label=_("What is it about?"), required=False, max_length=200)

    def words(self) -> str:
        """The words."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))


class AgentForm(forms.Form):
    """What somebody says of themselves as a change agent."""

    function = forms.CharField(
        label=_("Your function"),
        help_text=_("Such as assistant nurse in home care, north."),
        max_length=200,
    )
    topics = forms.CharField(
        label=_("What can one ask you about?"),
        help_text=_("A few topics with commas between, such as welfare technology, training."),
        max_length=400,
    )
    shows_to_members = forms.BooleanField(
        label=_("The other members of the association may see it too, without my name"), required=False
    )

    def said(self) -> AgentSaid:
        """What is said."""
        return AgentSaid(**self.cleaned_data)
