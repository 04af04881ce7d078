"""All addresses: the readers' pages under their language, and what has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from conditions.handouts.views import edition_check
from conditions.pages import views

handler404 = "conditions.pages.views.not_found"

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("e/<slug:slug>/<int:number>/", edition_check, name="edition-check"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("conditions.urls")), prefix_default_language=True),
]
