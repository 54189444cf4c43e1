"""Editions of the service."""
