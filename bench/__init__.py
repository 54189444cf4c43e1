"""How fast Headway is, beside something anybody can run, and whether its claims hold."""
