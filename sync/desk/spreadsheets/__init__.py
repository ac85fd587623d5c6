"""Workbooks (.xlsx) in and out: openpyxl lives here and nowhere else."""
