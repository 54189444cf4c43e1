"""What a reporting round asks of an agency, and what becomes of the answers."""
