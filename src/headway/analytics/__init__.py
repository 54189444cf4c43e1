"""A measure as a definition becomes a query, a query becomes counts, counts become observations."""
