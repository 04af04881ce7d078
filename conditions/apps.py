"""The one app of the site."""

from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    """Guides: what is known, and how readers, printers and editors meet it."""

    name = "conditions"
    verbose_name = "Ask First"
