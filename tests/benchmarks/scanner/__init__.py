"""How well codes are read, beside the decoders that anyone can have: `python -m tests.benchmarks.scanner --help`."""
