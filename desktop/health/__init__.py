"""Whether this PC is well, told one check at a time: by `voucherdesk doctor`, and on the screen "This PC"."""
