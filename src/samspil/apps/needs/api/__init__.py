"""Operations about common needs; the same selectors and services as the pages."""

from samspil.apps.needs.api.common import router

__all__ = ["router"]
