"""Plan tables: laid as grids, mended over page breaks, and taken apart into rows."""
