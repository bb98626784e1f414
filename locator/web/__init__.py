"""HTTP: create_app, what all doors share, and one door for each audience."""
