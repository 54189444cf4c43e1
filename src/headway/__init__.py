"""Headway: a partnership's plan, read, judged and reported."""

__version__ = "0.1.0"
