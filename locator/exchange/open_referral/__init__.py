"""Listings as an Open Referral UK 3.0 feed gives them out, and the description of that feed.

The names are those of HSDS 3.1, of which Open Referral UK 3.0 is a part. What is not known is left out, never empty.
Source: the schemas and the prose at https://openreferraluk.org/specifications/3.0 and https://docs.openreferral.org (HSDS 3.1).
"""
