"""Operations about money; the same selectors and services as the pages."""

from ninja import Router

from samspil.apps.funding.api import applications, cases, ledger, pools, sharing, waiting

router = Router()
router.add_router("", pools.router)
router.add_router("", applications.router)
router.add_router("", sharing.router)
router.add_router("", cases.router)
router.add_router("", ledger.router)
router.add_router("", waiting.router)
