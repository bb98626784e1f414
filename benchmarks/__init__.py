"""Timing our search and our results page beside their peers, paired in one run.

`python -m benchmarks` makes seeded listings, gives them to every engine that this machine has, checks the answers against a
brute-force reference, times questions never asked before, and prints one Markdown table. The product never imports this room.
"""
