"""One whole term of the scheme in fast time, through the public doors only, and an account kept beside it.

    plan          who there is and what will happen to them, from a seed          calendar   the term's days
    processes     a Python process of its own with a pipe to it                   told_time  a clock that its parent sets
    centre_process  the real centre; only its clock is told                       desk_process  a real desk, a real store
    api           phones, class managers and officers: requests with tokens
    stages/       what happens, in the order of the term
    reckoning     what must come of it: an account of its own, which shares no rule with the program
    balance       the account held against what the centre and the desks say      faults     rules broken on purpose
    term          one run from the first stage to the document                    __main__   `make play SEED=7`
"""
