"""Migrations of computed figures."""
