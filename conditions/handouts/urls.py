"""Addresses of paper, after the language. They stand before those of pages/: a handout is no part of a guide."""

from django.urls import path

from conditions.handouts import views

urlpatterns = [
    path("conditions/<slug:slug>/handouts/", views.handouts, name="handouts"),
    path("conditions/<slug:slug>/handouts/<slug:kind>/", views.handout, name="handout"),
    path("conditions/<slug:slug>/handouts/<slug:kind>.pdf", views.handout_pdf, name="handout-pdf"),
    path("my-list/print/", views.my_list, name="my-list-print"),
    path("my-list.pdf", views.my_list_pdf, name="my-list-pdf"),
]
