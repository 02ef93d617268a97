"""Floor 1: the crafts. Pure: no clock, disk, network or chance."""
