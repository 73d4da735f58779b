"""Migrations tried on a copy of the desk, before they are tried on the desk."""
