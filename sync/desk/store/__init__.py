"""The encrypted record on this PC. SQLAlchemy lives here and nowhere else on the desk's side."""
