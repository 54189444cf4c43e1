"""Who uses the service: persons, partnerships, agencies, roles, and how they sign in."""
