"""The one app of the site, and the admin with our own desk as its site."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as django_admin
from django.db.models.signals import post_migrate


class ConditionsConfig(AppConfig):
    """Guides: what is known, and how readers, printers and editors meet it."""

    name = "conditions"
    verbose_name = "Ask First"
    default = True

    def ready(self) -> None:
        """Keeps the groups of the desk true, however a database came to be."""
        post_migrate.connect(_ensure_roles, sender=self)


class DeskConfig(django_admin.AdminConfig):
    """Django's admin, whose site is the editors' desk."""

    default = False  # of this package's two, the app is the other one
    default_site = "conditions.editing.site.Desk"


def _ensure_roles(**_: Any) -> None:
    from conditions.editing import roles

    roles.ensure()
