"""What each page shows: values that templates have only to set out."""
