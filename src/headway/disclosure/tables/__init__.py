"""Tables and their totals as models, and the figures that are small in themselves."""
