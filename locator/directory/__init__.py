"""The nouns of the directory, named as Open Referral names them, and their rules: no framework, no SQL, no clock."""
