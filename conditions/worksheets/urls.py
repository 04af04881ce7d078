"""Addresses of the reader's own pages, after the language. They stand before those of pages/."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
