"""What stands around the tables and in their stead: headings, lists, labelled lines."""
