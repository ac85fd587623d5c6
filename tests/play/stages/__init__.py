"""What happens in a term, one file a stage, in this order.

set_up, issue_and_claim, enrol, report_opening, teach, assess, settle, expire; revoke and cancel_class in between.
"""
