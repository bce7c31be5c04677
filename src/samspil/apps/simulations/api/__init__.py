"""Operations about simulations; the same selectors and services as the pages."""

from samspil.apps.simulations.api import further, simulations

router = simulations.router
router.add_router("", further.router)

__all__ = ["router"]
