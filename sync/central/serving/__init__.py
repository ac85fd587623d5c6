"""Processes that answer requests: one, or several at one socket."""
