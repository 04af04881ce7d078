"""Addresses of the readers' pages, after the language."""

from django.urls import path

from conditions.pages import corrections, editions, views

urlpatterns = [
    path("", views.home, name="home"),
    path("conditions/<slug:slug>/", views.overview, name="overview"),
    path("conditions/<slug:slug>/all/", views.whole, name="all"),
    path("conditions/<slug:slug>/editions/", editions.editions, name="editions"),
    path("conditions/<slug:slug>/editions/<int:number>/", editions.edition, name="edition"),
    path("conditions/<slug:slug>/<slug:part>/", views.part, name="part"),
    path("safety/", views.shared, {"part": "risks"}, name="safety"),
    path("warning-signs/", views.shared, {"part": "warning-signs"}, name="warning-signs"),
    path("law/", views.shared, {"part": "law"}, name="law"),
    path("report-harm/", views.shared, {"part": "report-harm"}, name="report-harm"),
    path("glossary/", views.glossary, name="glossary"),
    path("about/", views.about, name="about"),
    path("about/how-we-made-this/", views.how_made, name="how-made"),
    path("about/corrections/", corrections.corrections, name="corrections"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("gallery/", views.gallery, name="gallery"),
]
