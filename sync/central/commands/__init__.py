"""The commands of `python -m sync.central`, one file each.

Every file has `add_to(commands, shared)`, which adds its command with `run` as a default: `run(centre, options)`, or
`run_alone(options)` for a command that needs no database. `shared` holds the options that all commands take. A command
that is run by the clock says `batch=True`: its runs are counted (`note_run.py`).
"""
