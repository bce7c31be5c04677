"""Pages about systems, contracts and what has been bought."""

from django.urls import path

from samspil.apps.systems.views import (
    agreements,
    calendar,
    changing,
    contracts,
    exporting,
    history,
    importing,
    importing_later,
    kitos,
    quarters,
    relations,
    same,
    together,
    uses,
)

app_name = "systems"
urlpatterns = [
    path("history/", history.history, name="history"),
    path("systems/", uses.uses, name="uses"),
    path("systems/same/", same.same, name="same"),
    path("systems/same/propose/<uuid:gone>/<uuid:kept>/", same.propose, name="same_propose"),
    path("systems/same/<uuid:public_id>/answer/", same.answer, name="same_answer"),
    path("systems/same/<uuid:public_id>/take-back/", same.take_back, name="same_take_back"),
    path("systems/new/", changing.use_new, name="use_new"),
    path("systems/lists/", importing.send, name="import_send"),
    path("systems/lists/<uuid:public_id>/", importing.consequences, name="import_list"),
    path("systems/lists/<uuid:public_id>/progress/", importing_later.progress, name="import_progress"),
    path("systems/lists/<uuid:public_id>/stop/", importing_later.stop, name="import_stop"),
    path("systems/kitos/", kitos.ask, name="kitos"),
    path("systems/kitos/<uuid:public_id>/", kitos.asked, name="kitos_asked"),
    path("systems/export/<slug:what>.<slug:form>", exporting.export, name="export"),
    path("systems/<uuid:public_id>/", uses.use, name="use"),
    path("systems/<uuid:public_id>/change/", changing.use_change, name="use_change"),
    path("systems/<uuid:public_id>/connections/new/", relations.relate, name="use_relate"),
    path(
        "systems/<uuid:public_id>/connections/<int:number>/remove/", relations.unrelate, name="use_unrelate"
    ),
    path("systems/<uuid:public_id>/remove/", changing.use_remove, name="use_remove"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("contracts/new/", changing.contract_new, name="contract_new"),
    path("contracts/agreements/", agreements.agreements, name="agreements"),
    path("contracts/agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("contracts/agreements/<uuid:public_id>/", agreements.agreement, name="agreement"),
    path(
        "contracts/agreements/<uuid:public_id>/change/", agreements.agreement_change, name="agreement_change"
    ),
    path("contracts/calendar/", calendar.calendar, name="calendar"),
    path("contracts/together/", together.together, name="together"),
    path("contracts/together/quarters/", quarters.quarters, name="together_quarters"),
    path("contracts/calendar.ics", calendar.calendar_file, name="calendar_file"),
    path("contracts/<uuid:public_id>/", contracts.contract, name="contract"),
    path("contracts/<uuid:public_id>/change/", changing.contract_change, name="contract_change"),
    path("contracts/<uuid:public_id>/draw/", changing.contract_draw, name="contract_draw"),
    path("contracts/<uuid:public_id>/remove/", changing.contract_remove, name="contract_remove"),
]
