"""Floor 4: what the machine does, one file per step."""
