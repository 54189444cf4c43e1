"""What other programs read and write: an interface with tokens, and webhooks that tell of news."""
