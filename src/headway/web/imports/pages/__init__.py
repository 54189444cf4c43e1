"""What each page of an import shows, set out for its template."""
