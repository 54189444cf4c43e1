"""What may be shown: small numbers hidden, and nothing left from which they can be worked out."""
