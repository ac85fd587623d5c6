"""The centre's tables and how its database is opened: one SQLite file, or a PostgreSQL server, over the same tables.

    engine          open_store by URL, and the two kinds of transaction: reading, writing
    sqlite_file     postgres        what is particular to each
    translate       what they say when something fails, in the package's own words
    locks           names that writers hold at a server until they commit
    bulk  among     many rows, many values, as one statement
    upgrade  migrate  file_migration  migrations/      from an empty or an older database to these tables
    tables/         what is kept
"""
