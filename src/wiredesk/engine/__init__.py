"""Floor 5: when and where a step runs."""
