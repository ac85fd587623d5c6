"""考勤: one account of each voucher at each session, whatever it was that told of it.

    book                    what is known of some places (a session and a voucher), and what their accounts become
    load_book  write_book   from and to the record, one query a table
    correct  take_leave     the rules that desk facts and API requests share; `amendment` says who and when
    by_phone                a sign-in where the phone says that it is
    amend_class             correct, decide, excuse: by a class manager's own request
    open_places             the book for one request of a person: locked, loaded, written, told
    recount                 every account of sessions that were moved or cancelled, anew
    class_accounts          a class's book with its sums
"""
