"""终身电子培训档案: what a holder's vouchers became, evaluations of courses, and job posts (FAQ items 2 and 10).

show_record   evaluate_class   post_job   find_jobs
"""
