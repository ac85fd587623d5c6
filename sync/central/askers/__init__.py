"""Who asks: people by an identity provider, devices by their key; and what stops guessing and replaying."""
