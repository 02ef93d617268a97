"""Benchmarks: ours beside a peer, in one run.  They read `../shared/data` and say so when it is missing."""
