from django.urls import path

from samspil.kit.web import views

app_name = "web"
urlpatterns = [path("colour-scheme/", views.set_colour_scheme, name="set_colour_scheme")]
