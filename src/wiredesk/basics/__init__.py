"""Floor 0: what every module may use; standard library and two pure URL libraries only."""
