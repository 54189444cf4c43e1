"""Running the service: starting it, watching it, keeping copies of it, and what it forgets."""
