"""The window's words in Simplified Chinese; `python -m resources.translations` renews them from the sources."""
