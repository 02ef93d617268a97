"""Floor 4: what a person may ask for."""
