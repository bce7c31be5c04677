"""What the law keeps for the council, whatever a model says. By country, with the paragraph.

Norway's is not written yet: its paragraphs have not been checked against the act.
"""

from __future__ import annotations

from typing import Final

from samspil.core.governance.language.routes import Reserved

RESERVED_FOR_THE_COUNCIL: Final = {
    "DK": {
        Reserved.BUDGET: "kommunestyrelsesloven § 38",
        Reserved.NEW_APPROPRIATION: "kommunestyrelsesloven § 40",
        Reserved.BORROWING: "kommunestyrelsesloven § 41",
    },
}
