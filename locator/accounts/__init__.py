"""People who sign in: teams, accounts, sessions, links that work once. No framework, no SQL, no clock."""
