"""IT's screens: health, what was chosen, the record and its copies, codes, and the first steps."""
