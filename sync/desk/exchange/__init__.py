"""The desk's talk with the centre: push, pull, resolve. httpx lives here and nowhere else on the desk's side."""
