"""`python -m wiredesk` is the `wiredesk` command."""

from wiredesk.cli import main

if __name__ == "__main__":
    main()
