"""
Builds the sdist and the wheel twice, and checks what is in them.

Both builds must be equal to the bit; the sdist holds every tracked file, and the wheel both packages and nothing else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
#: Used where there is no commit to take the time from: 2026-01-01.
FALLBACK_EPOCH: Final = "1767225600"


class DistributionError(Exception):
    """A package is not what it should be."""


def git(*arguments: str) -> str:
    """Ask git; an empty answer where there is no repository."""
    answer = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else ""


def build(folder: Path) -> None:
    """Build an sdist, and the wheel from it."""
    shutil.rmtree(folder, ignore_errors=True)
    environment = os.environ | {"SOURCE_DATE_EPOCH": git("log", "-1", "--format=%ct") or FALLBACK_EPOCH}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DistributionError(done.stdout + done.stderr)


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each package in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def in_wheel(path: Path) -> set[str]:
    """Return the files of a wheel, without those that describe it."""
    with zipfile.ZipFile(path) as wheel:
        return {name for name in wheel.namelist() if ".dist-info/" not in name}


def in_sdist(path: Path) -> set[str]:
    """Return the files of an sdist, without those that describe it."""
    with tarfile.open(path) as sdist:
        files = {name.partition("/")[2] for name in sdist.getnames() if sdist.getmember(name).isfile()}
    return files - {"PKG-INFO"}


def differences(dist: Path) -> list[str]:
    """Compare the packages with the source tree; return what is wrong."""
    source = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and (path.suffix == ".py" or path.name == "py.typed" or path.parent.name == "fonts")
    }
    wheel = in_wheel(next(dist.glob("*.whl")))
    sdist = in_sdist(next(dist.glob("*.tar.gz")))
    tracked = set(git("ls-files").splitlines())
    found = [f"the wheel lacks {name}" for name in sorted(source - wheel)]
    found += [f"the wheel should not hold {name}" for name in sorted(wheel - source)]
    found += [f"the sdist lacks {name}" for name in sorted(tracked - sdist)]
    found += [f"the sdist should not hold {name}" for name in sorted(sdist - tracked) if tracked]
    return found


def main() -> int:
    """Build twice, compare, and look inside."""
    first, second = ROOT / "dist", ROOT / "build" / "again"
    build(first)
    build(second)
    if hashes(first) != hashes(second):
        print(f"two builds differ:\n{hashes(first)}\n{hashes(second)}")
        return 1
    for name, digest in hashes(first).items():
        print(f"{name}  sha256 {digest}")
    found = differences(first)
    print("\n".join(found) or "both builds are equal; the packages hold what they should")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
