"""The one way in: what may come in at all, who asks, what goes out, what is logged, counted and described."""
