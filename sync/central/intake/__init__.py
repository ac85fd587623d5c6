"""What happens to facts that arrive: one file per verb.

    take_facts       the transaction: replays, forks, one ruling per fact, everything written at once
    settle_waiting   the same for facts that were only held
    arrivals         check_chain       a fact as it came; whether it fits the device's chain
    read_codes       from a code's text to a voucher
    mentioned        which things a batch speaks of; lock_places: and which of them stay as they are meanwhile
    ledger           what a batch needs to know, and what it changes; load_ledger, write_ledger: each at once
    judge_voucher    judge_moment      what the rules ask about a voucher and about a clock
    rules            which of them judges which type of fact:
                     admit_trainee  withdraw_enrolment  transfer_enrolment  report_opening
                     take_attendance  correct_attendance  record_assessment  undo_scan  note_sighting
                     settle_attention
    ruling           what a rule says, before it becomes a receipt
"""
