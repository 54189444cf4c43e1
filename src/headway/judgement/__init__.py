"""The judgement of a plan at a date: statuses with their reasons."""
