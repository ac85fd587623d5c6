"""The reference centre: facts in, conflicts decided, changes out, vouchers issued. Never part of an installed desk.

    __main__  →  serve, app  →  api/ (one file per resource)  →  intake/ (one rule per file), feed, documents, issue
              →  example/ (sample data)                        →  store/ (tables, engine), keys

Everything a request needs is in one `Centre` (centre.py); handlers hold no state of their own.
"""
