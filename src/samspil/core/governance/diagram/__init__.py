"""A governance model as a picture, and the same in words."""

from samspil.core.governance.diagram.describing import describe
from samspil.core.governance.diagram.drawing import diagram

__all__ = ["describe", "diagram"]
