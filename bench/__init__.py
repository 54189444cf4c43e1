"""How fast Headway is beside something anybody can run, and whether what it says of itself holds."""
