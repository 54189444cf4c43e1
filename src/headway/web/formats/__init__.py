"""How the pages write dates and numbers."""
