"""What shown codes mean: our own by signature, national ones by the word of their issuer."""
