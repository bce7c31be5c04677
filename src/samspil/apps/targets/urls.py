"""Pages about target pictures."""

from django.urls import path

from samspil.apps.targets.views import pictures, radar, steps

app_name = "targets"
urlpatterns = [
    path("", pictures.pictures, name="pictures"),
    path("radar/", radar.radar, name="radar"),
    path("radar/share/", radar.share, name="radar_share"),
    path("radar/<uuid:public_id>/", radar.history, name="radar_history"),
    path("steps/<uuid:public_id>/", steps.step, name="step"),
    path("steps/<uuid:public_id>/done/", steps.done, name="step_done"),
    path("steps/<uuid:public_id>/drop/", steps.drop, name="step_drop"),
    path("<slug:kind>/", pictures.picture, name="picture"),
    path("<slug:kind>/steps/", pictures.add, name="step_new"),
    path("<slug:kind>/versions/", pictures.versions, name="versions"),
]
