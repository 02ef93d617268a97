"""Floor 3: the only code that touches the world."""
