"""Operations about initiatives and what is carried out together; the same services as the pages."""

from ninja import Router

from samspil.apps.portfolio.api import milestones, paces, reports, risks, starting

router = Router()
router.add_router("", starting.router)
router.add_router("", milestones.router)
router.add_router("", paces.router)
router.add_router("", reports.router)
router.add_router("", risks.router)
