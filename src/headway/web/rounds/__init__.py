"""Reporting rounds: who is asked for what, who has not answered, and how they are reminded."""
