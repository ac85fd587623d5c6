"""A new PC's first minutes, step by step; each step can be left out and done later from "This PC"."""
