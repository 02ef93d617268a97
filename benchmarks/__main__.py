"""`python -m benchmarks [NAME …]`: run all benchmarks, or those named, one process each."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
DATA = FOLDER.parent.parent / "shared" / "data"


def main(names: list[str]) -> int:
    """Run them; the number of those that failed."""
    known = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    if not DATA.is_dir():
        print(f"{DATA} is not there: benchmarks that need it will say so.")
    failed = 0
    for name in names or known:
        print(f"\n== {name} " + "=" * (70 - len(name)), flush=True)
        run = subprocess.run([sys.executable, "-m", f"benchmarks.bench_{name}"], check=False)
        failed += run.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
