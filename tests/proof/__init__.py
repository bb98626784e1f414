"""What the whole stack must hold to: real database, real index, real site, real processes.

A claim about one room is tried in that room's folder; here stand the claims that only hold when all rooms work together:
searches against a slow and obvious reference, processes that are killed, hostile visitors, hostile text, privacy.
"""
