"""Doors for templates."""
