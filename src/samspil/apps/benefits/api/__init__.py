"""Operations about benefits; the same services as the pages."""

from ninja import Router

from samspil.apps.benefits.api import benefits, measurements, planning

router = Router()
router.add_router("", benefits.router)
router.add_router("", measurements.router)
router.add_router("", planning.router)
