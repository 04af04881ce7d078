"""Door: registers the working copy with Django admin."""

from conditions.editing import desk

desk.register()
