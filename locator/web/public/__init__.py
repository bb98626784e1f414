"""The public door: anybody, no account."""
