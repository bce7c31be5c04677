"""Pages about what members need alike."""

from django.urls import path

from samspil.apps.needs.views import common, refused, showing, together

app_name = "needs"
urlpatterns = [
    path("", common.common, name="common"),
    path("shown/", showing.shown, name="shown"),
    path("different/", refused.refused, name="refused"),
    path("different/take-back/", refused.taken_back, name="take_back"),
    path("<uuid:public_id>/", common.need, name="need"),
    path("<uuid:public_id>/together/", together.together, name="together"),
    path("<uuid:public_id>/answer/", common.answer, name="answer"),
]
