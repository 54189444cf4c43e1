"""What an operator runs: serve, backup, restore, doctor."""
