"""Rules that both ends obey: vouchers, verdicts, classes, identifiers, time. Standard library only."""
