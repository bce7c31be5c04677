"""Operations about what time goes to and where people sit; the same selectors as the pages."""

from samspil.apps.resources.api.reading import router

__all__ = ["router"]
