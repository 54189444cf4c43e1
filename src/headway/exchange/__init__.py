"""Figures in layouts that others use: out of a plan, and into it."""
