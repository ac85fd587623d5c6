"""The same records replicated by PouchDB, on the same machine in the same run."""
