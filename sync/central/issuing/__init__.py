"""发放: who is known, what is on offer, and how a voucher comes to be.

    put_person  put_project        people; occupations and projects
    campaigns  create_campaign     what is on offer, for whom, how often
    judge_claim                    may this person have a voucher of that campaign, and if not, why
    claim_campaign                 通用券: the holder asks
    report_people  generate_vouchers   定向券: an institution reports people, the centre generates their vouchers
    issue_table                    a voucher for everybody in a CSV table
    claim_voucher                  ISSUED → CLAIMED, for vouchers of a table
    new_voucher                    the one place where a voucher begins
"""
