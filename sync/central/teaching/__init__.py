"""Who teaches, where and what: one verb a file.

    put_institution   put_place   put_person   suspend_institution      the authority's register of institutions
    put_class   set_sessions   cancel_session   cancel_class   close_class      a class manager's work
    report_opening    register_trainees                                 开班反馈, 学员注册
    put_course   find_courses   sign_up                                 the catalogue

`act` is what each verb is handed: who, when, under which rules. `whose` finds what is somebody's own, `functions` what
the scheme opens to an institution. `opening_cases` is a class as it would be reported, `tell_site` what the desks hear,
`class_history` what was done to a class; `show_class` and `show_institution` only look.
"""
