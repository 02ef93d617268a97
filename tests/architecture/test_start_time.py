"""What the command line imports before it knows the verb stays small."""

import subprocess
import sys

HEAVY = {"aiohttp", "selectolax", "lxml", "feedparser", "numpy", "starlette", "apsw", "py3langid"}


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from wiredesk.cli.main import wiredesk\n"
        f"heavy = sorted({HEAVY!r} & set(sys.modules))\n"
        "sys.exit(', '.join(heavy) if heavy else 0)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
