"""Addresses of the reader's own pages, after the language. They stand before those of pages/."""

from __future__ import annotations

from django.urls import URLPattern, path

from conditions.worksheets import reflecting, taking, views

urlpatterns: list[URLPattern] = [
    path("conditions/<slug:slug>/values/", reflecting.values, name="values"),
    path("conditions/<slug:slug>/check/", reflecting.check, name="check"),
    path("conditions/<slug:slug>/questions/", views.questions, name="questions"),
    path("my-list/", views.the_list, name="my-list"),
    path("my-list/plan/", reflecting.plan, name="my-list-plan"),
    path("my-list/copy/", views.text, name="my-list-copy"),
    path("my-list.txt", views.text_file, name="my-list-text"),
    path("my-list/another-device/", taking.another_device, name="my-list-another-device"),
    path("my-list/share/", taking.share, name="my-list-share"),
    path("my-list/delete/", taking.delete, name="my-list-delete"),
    path("my-list/open/", taking.brought, name="my-list-brought"),
    path("my-list/open/<str:token>/", taking.open_link, name="my-list-open"),
    path("shared/<str:token>/", taking.shared, name="shared-list"),
]
