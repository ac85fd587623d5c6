"""The record and its journey: rules, messages, this PC's end and the centre's end. See README.md beside this file."""
