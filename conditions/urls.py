"""Door: the addresses of every room, after the language."""

from django.urls import include, path

urlpatterns = [
    path("", include("conditions.handouts.urls")),
    path("", include("conditions.worksheets.urls")),
    path("", include("conditions.pages.urls")),
]
