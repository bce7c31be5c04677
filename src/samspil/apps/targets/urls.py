"""Pages about target pictures."""

from django.urls import path

from samspil.apps.targets.views import pictures, steps

app_name = "targets"
urlpatterns = [
    path("", pictures.pictures, name="pictures"),
    path("steps/<uuid:public_id>/", steps.step, name="step"),
    path("steps/<uuid:public_id>/done/", steps.done, name="step_done"),
    path("steps/<uuid:public_id>/drop/", steps.drop, name="step_drop"),
    path("<slug:kind>/", pictures.picture, name="picture"),
    path("<slug:kind>/steps/", pictures.add, name="step_new"),
    path("<slug:kind>/versions/", pictures.versions, name="versions"),
]
