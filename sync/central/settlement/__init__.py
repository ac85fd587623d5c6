"""From results to money: one file per verb. Each step may be started again or twice at once; nothing is done twice.

    record_results    note_certificate    考核鉴定: a list is taken whole or not at all
    check_class       load_cases          核验: each voucher of a class by the region's conditions; IN_USE → USED
    make_batch        payees              what is due, in batches for the bank; who cannot be paid yet is held by name
    bank_file         take_bank_result    to the bank and back; what was paid is written off: USED → WRITTEN_OFF
    expire_vouchers   void_vouchers       ISSUED or CLAIMED past its dates → VOID; an officer's revocation → VOID
    verify_histories                      whether every voucher's history leads to where it stands
"""
