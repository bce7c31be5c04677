"""Operations about initiatives and what is carried out together; the same services as the pages."""

from ninja import Router

from samspil.apps.portfolio.api import initiatives, milestones, paces, reports, risks

router = Router()
router.add_router("", initiatives.router)
router.add_router("", milestones.router)
router.add_router("", paces.router)
router.add_router("", reports.router)
router.add_router("", risks.router)
