"""Operations about matters, decisions, forums, meetings and what is owed; the same services as the pages."""

from ninja import Router

from samspil.apps.governance.api import decisions, forums, holding, joint, matters, meetings, obligations

router = Router()
router.add_router("", matters.router)
router.add_router("", decisions.router)
router.add_router("", forums.router)
router.add_router("", meetings.router)
router.add_router("", holding.router)
router.add_router("", joint.router)
router.add_router("", obligations.router)
