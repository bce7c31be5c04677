"""The overview of an organisation, and its files."""

from django.urls import path

from samspil.apps.insight.views import report

app_name = "insight"
urlpatterns = [
    path("", report.report, name="report"),
    path("file/<slug:form>/", report.report_file, name="report_file"),
]
