"""What both ends say to each other: facts, receipts, changes, the signed voucher code, the signed lists."""
