"""Someone else's document becomes cells with places, then readings and doubts, then a draft plan."""
