"""Pages about money."""

from __future__ import annotations

from django.urls import URLPattern, path

from samspil.apps.funding.views import (
    account,
    application,
    application_changes,
    applying,
    call,
    case_comparing,
    case_files,
    case_writing,
    cases,
    cost_sharing,
    fairness,
    funds,
    of_initiative,
    own_money,
    pool,
    pool_changes,
    pools,
    sharing_forms,
    voucher,
    voucher_writing,
    waiting,
)

app_name = "funding"
urlpatterns: list[URLPattern] = [
    # The ledger: our money, an account, a voucher.
    path("", own_money.money, name="money"),
    path("accounts/open/", voucher_writing.open_one, name="account_open"),
    path("accounts/<uuid:account_id>/", account.account, name="account"),
    path("accounts/<uuid:account_id>/<slug:form>/", account.account_file, name="account_file"),
    path("vouchers/write/", voucher_writing.write, name="voucher_write"),
    path("vouchers/<uuid:voucher_id>/", voucher.voucher, name="voucher"),
    path("vouchers/<uuid:voucher_id>/reverse/", voucher.take_back, name="reverse"),
    path("waiting/<uuid:registered_id>/", waiting.waiting, name="waiting"),
    path("close/", voucher.close, name="close_period"),
    # The money of an initiative, and its business case.
    path("initiative/<uuid:initiative_id>/", of_initiative.of, name="of"),
    path("case/<uuid:initiative_id>/", cases.case, name="case"),
    path("case/<uuid:initiative_id>/write/", case_writing.write, name="case_write"),
    path("case/<uuid:initiative_id>/compare/", case_comparing.compare, name="case_compare"),
    # Pools, calls, applications, and what is given.
    path("pools/", pools.pools, name="pools"),
    path("pools/open/<slug:key>/", pools.open_one, name="pool_open"),
    path("pools/<uuid:pool_id>/", pool.pool, name="pool"),
    path("pools/<uuid:pool_id>/fill/<slug:how>/", pool_changes.fill, name="fill"),
    path("pools/<uuid:pool_id>/year-end/", pool_changes.year_end, name="year_end"),
    path("pools/<uuid:pool_id>/call/", pool_changes.call_make, name="call_make"),
    path("funds/<uuid:fund_id>/back/", funds.back, name="fund_back"),
    path("funds/<uuid:fund_id>/told/", funds.told, name="fund_told"),
    path("funds/<uuid:fund_id>/days/", funds.days, name="fund_days"),
    path("applications/<uuid:application_id>/source/", funds.source, name="source"),
    path("pools/<uuid:pool_id>/apply/", applying.apply, name="apply"),
    path("calls/<uuid:call_id>/", call.call, name="call"),
    path("calls/<uuid:call_id>/ranking/", call.rank, name="rank"),
    path("calls/<uuid:call_id>/excuse/", call.excuse, name="excuse"),
    path("applications/<uuid:application_id>/", application.application, name="application"),
    path("applications/<uuid:application_id>/points/", application_changes.points, name="points"),
    path("applications/<uuid:application_id>/aside/", application_changes.step_aside, name="step_aside"),
    path("applications/<uuid:application_id>/parts/", application_changes.parts, name="parts"),
    path("applications/<uuid:application_id>/pay/<int:number>/", application_changes.pay, name="pay"),
    path("applications/<uuid:application_id>/back/<int:number>/", application_changes.back, name="back"),
    path("applications/<uuid:application_id>/came/", application_changes.came, name="came"),
    path("applications/<uuid:application_id>/stop/", application_changes.stop, name="stop"),
    path("applications/<uuid:application_id>/result/", application_changes.result, name="result"),
    # Cost sharing of an initiative.
    path("sharing/<uuid:initiative_id>/", cost_sharing.sharing, name="sharing"),
    path("sharing/<uuid:initiative_id>/try/", fairness.trial, name="sharing_try"),
    path("sharing/<uuid:initiative_id>/decide/", sharing_forms.decide, name="sharing_decide"),
    path("sharing/<uuid:initiative_id>/share/", sharing_forms.share, name="sharing_share"),
    path("sharing/<uuid:initiative_id>/join/", sharing_forms.join, name="sharing_join"),
    path("sharing/<uuid:initiative_id>/payment/", sharing_forms.payment, name="sharing_payment"),
    path("sharing/<uuid:initiative_id>/<uuid:cost_id>/", cost_sharing.statement, name="statement"),
    path("sharing/<uuid:initiative_id>/<uuid:cost_id>/settle/", sharing_forms.settle, name="sharing_settle"),
    path(
        "sharing/<uuid:initiative_id>/<uuid:cost_id>/<slug:form>/",
        cost_sharing.statement_file,
        name="statement_file",
    ),
    path("case/<uuid:initiative_id>/read/", case_files.read, name="case_read"),
    path("case/<uuid:initiative_id>/case.xlsx", case_files.file, name="case_file"),
]
