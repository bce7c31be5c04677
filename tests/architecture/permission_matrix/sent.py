"""What a form is sent with, so that it comes to the question who sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# A word that the thing of the route knows is what the thing says, anything else is sent as it stands.
FORMS: dict[str, dict[str, str]] = {
    "competences:people": {"confirm": "confirm"},
    "governance:draft_model": {"base": "gladsaxe_network"},
    "governance:meeting_add": {"matter": "matter_id"},
    "governance:meeting_agenda": {"item": "item"},
    "needs:answer": {"told": "told", "said": "same"},
    "needs:shown": {"told": "told", "show": "yes"},
    "needs:take_back": {"pair": "pair"},
}


def sent(said: Mapping[str, Any], of: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent about a thing."""
    return {name: of.get(word, word) if isinstance(word, str) else word for name, word in said.items()}
