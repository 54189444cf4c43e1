"""Someone else's document becomes cells with places, then readings, then a draft plan."""
