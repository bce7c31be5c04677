"""Operations about systems and contracts; the same selectors and services as the pages."""

from ninja import Router

from samspil.apps.systems.api import agreements, calendar, contracts, systems

router = Router()
router.add_router("", systems.router)
router.add_router("", contracts.router)
router.add_router("", agreements.router)
router.add_router("", calendar.router)
