"""What happens to facts that arrive: one file per verb.

    take_facts       the transaction: replays, forks, one ruling per fact, everything written at once
    read_codes       from a code's text to a voucher
    ledger           what a batch needs to know, fetched at once, and what it changes
    judge_voucher    judge_moment      what the rules ask about a voucher and about a clock
    admit_trainee    withdraw_enrolment    transfer_enrolment    take_attendance    undo_scan    note_sighting
    report_opening                                                      the rules, one per type of fact
"""
