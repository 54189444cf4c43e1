"""A published figure beside England, its region and its statistical neighbours."""
