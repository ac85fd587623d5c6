"""What stands on the printed forms, one form a file."""
