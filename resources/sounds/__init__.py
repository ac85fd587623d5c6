"""The desk's three tones, told apart with closed eyes; `python -m resources.sounds` writes them."""
