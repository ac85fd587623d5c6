"""What desks are told: the change feed, how each thing looks in it, and the scheme's signed lists."""
