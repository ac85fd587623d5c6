"""The reference centre: facts in, conflicts decided, changes out, vouchers issued. Never part of an installed desk.

    __main__  →  commands/  →  serving/ (processes)  →  app  →  api/ (one file a resource)
                            →  example/ (sample data)              │
         intake/ (a desk's facts)   →   teaching/   issuing/   settlement/   holder_record/   one file a verb
                                                                   │
         attendance/   →   acting/ (by whom, whose)   door/ (every request: who asks, limits, log, description)
                                                                   │
         centre   →   askers/   codes/   news/ (what desks are told)   move_voucher   keys   →   store/ (both databases)

Everything a request needs is in one `Centre` (centre.py); handlers hold no state of their own.
"""
