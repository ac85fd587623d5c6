"""Forms on paper: laid out on A4, looked at, printed, saved."""
