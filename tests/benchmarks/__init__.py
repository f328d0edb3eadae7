"""Speed as ratios: each figure beside its limit or a peer, taken in turns in one run. No test asserts a time."""
