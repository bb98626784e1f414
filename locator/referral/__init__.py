"""What a person was pointed to and what came of it: levels, states, permissions, unmet need. No framework, no SQL, no clock."""
