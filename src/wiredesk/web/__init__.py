"""Floor 6: HTTP in, HTTP out. No SQL, no rules."""
