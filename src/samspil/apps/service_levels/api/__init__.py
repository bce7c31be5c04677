"""Operations about service levels; the same selectors as the pages."""

from samspil.apps.service_levels.api.levels import router

__all__ = ["router"]
