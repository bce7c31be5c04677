"""Operations about simulations; the same selectors and services as the pages."""

from samspil.apps.simulations.api.simulations import router

__all__ = ["router"]
