"""Locator: a community services directory and referral tool."""
