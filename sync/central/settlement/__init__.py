"""From results to money: one file per verb. Each step may be started again or twice at once; nothing is done twice.

    record_results    note_certificate    考核鉴定: a list is taken whole or not at all
    check_class       load_cases          核验: each voucher of a class by the region's conditions; IN_USE → USED
    make_batch        payees              what is due, in batches for the bank; who cannot be paid yet is held by name
    bank_file         take_bank_result    to the bank and back; what was paid is written off: USED → WRITTEN_OFF
    expire_vouchers   void_vouchers       ISSUED or CLAIMED past its dates → VOID; an officer's revocation → VOID
    audit             verify_histories    whether every history leads to where its voucher stands, and money fits

`states` names where a payment, a batch and its lines stand; `result_book` and `bank_result` are what two of the verbs
read, `show_checks` what a check left behind.
"""
