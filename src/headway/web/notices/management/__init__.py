"""Commands that tick and send."""
