"""Floor 7: the command line.  Each verb lives in its own file and is imported when it is used."""

from wiredesk.cli.main import main

__all__ = ["main"]
