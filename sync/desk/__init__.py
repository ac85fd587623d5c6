"""This PC's end: its store, its device, what staff do (operations) and its talk with the centre (exchange)."""
