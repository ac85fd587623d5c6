"""The centre's tables and how its database is opened: one SQLite file, or later another engine over the same tables."""
