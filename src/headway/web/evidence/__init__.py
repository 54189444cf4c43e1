"""Evidence: the data behind a plan's measures, loaded, counted and explained."""
