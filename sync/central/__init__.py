"""The reference centre: facts in, conflicts decided, changes out, vouchers issued. Never part of an installed desk.

    __main__  →  commands/  →  serve, app  →  front_door  →  api/ (one file per resource; authenticate: who asks)
              →  example/ (sample data)                         │
         issuing/   teaching/   intake/   attendance/   settlement/   holder_record/   one file per verb
                                                                │
         move_voucher   feed, published, documents   keys   →   store/ (tables, both databases)

Everything a request needs is in one `Centre` (centre.py); handlers hold no state of their own.
"""
