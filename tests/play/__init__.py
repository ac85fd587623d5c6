"""One whole term of the scheme in fast time, through the public doors only, and an account kept beside it.

    plan            who there is and what will happen to them, from a seed (people, fates, sitting, signing_in)
    calendar        the term's days
    processes       a Python process of its own, with a pipe to it
    centre_process  the real centre; only its clock is told (told_time)
    desk_process    a real desk with a real store; only its clock is told
    api, bank       phones, class managers and officers with their tokens; the bank that pays
    stages/         what happens, in the order of the term
    reckoning       what must come of it: an account of its own, which shares no rule with the program
    balance/        the account held against what the centre and the desks say (books: findings, refusals)
    faults          rules broken on purpose
    run             one run from the first stage to the document; __main__ is `make play SEED=7`
"""
