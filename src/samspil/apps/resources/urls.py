"""Pages about the mix of tasks, capacity and anchoring."""

from django.urls import path

from samspil.apps.resources.views import capacity, categories, mix, month, planning

app_name = "resources"
urlpatterns = [
    path("", mix.mix, name="mix"),
    path("capacity/", capacity.capacity, name="capacity"),
    path("tasks/", categories.categories, name="categories"),
    path("target/", planning.target, name="target"),
    path("units/<uuid:public_id>/", mix.unit, name="unit"),
    path("units/<uuid:public_id>/target/", planning.unit_target, name="unit_target"),
    path("units/<uuid:public_id>/strength/", planning.strength, name="strength"),
    path("units/<uuid:public_id>/consultants/", planning.consultants, name="consultants"),
    path("units/<uuid:public_id>/reports/", planning.reports, name="reports"),
    path("units/<uuid:public_id>/months/<slug:month>/", month.month, name="month"),
    path("units/<uuid:public_id>/months/<slug:month>/withdraw/", month.withdraw, name="withdraw"),
]
