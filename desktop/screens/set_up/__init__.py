"""This PC: whether it is well, how it is set, its log, its record and the copies of it; for IT."""
