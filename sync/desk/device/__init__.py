"""The PC itself: where it writes, how it is set, where it keeps keys, what its clocks say."""
