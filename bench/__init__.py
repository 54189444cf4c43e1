"""How fast Headway is, measured against something anybody can run beside it."""
