"""The sample newsroom: a small fictional press, its articles, its traps, its server."""
