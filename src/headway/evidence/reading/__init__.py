"""Files as they come: their encoding, their headings, their shape; rows of text out."""
