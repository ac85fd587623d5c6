"""The centre's HTTP interface, one file per resource. Handlers only translate: the work is done in the rooms below."""
