"""Sample data for demonstrations and tests: two institutions, classes in every phase, sixty people who do not exist.

    people   names and numbers nobody has        plan    who holds what, and in which class
    cast     what is held up to the camera       seed    puts it all into an empty centre
"""
