"""一券两用 and what else people have to settle: kept with what everybody said,
told to both sites, never settled by a rule.

    conflict         one conflict, and each step it can make
    conflict_book    those that a batch or a request speaks of: opened, changed, written and told
    tell_conflicts   what each site hears, by its own side; names masked
    answer_review    an officer has looked
    list_conflicts   what officers are shown
"""
