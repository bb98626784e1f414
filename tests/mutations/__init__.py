"""Take a guard out, and see that its test turns red: a test that stays green without its guard guards nothing."""
