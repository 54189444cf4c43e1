"""What a text claims, kind by kind, each claim with its place."""
