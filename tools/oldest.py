"""
Prints constraints in which each lower bound of ``pyproject.toml`` is an exact pin.

Other packages keep their pins from ``constraints.txt``, without those that would not go together with the old ones.
"""

import re
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent


def lower_bounds() -> dict[str, str]:
    """Return the lowest version of each package that users get, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    found = {}
    for requirement in stated:
        match = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9][0-9a-z.]*)", requirement)
        if match is None:
            msg = f"{requirement!r} in pyproject.toml states no plain lower bound, as in name>=1.2"
            raise ValueError(msg)
        found[match[1].lower()] = match[2]
    return found


def pins() -> dict[str, str]:
    """Return the exact pins of ``constraints.txt``."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))


def constraints() -> str:
    """Return the text of the constraints."""
    oldest = lower_bounds()
    # Test plugins follow pytest: their newest versions may refuse an old one.
    newest = {name: version for name, version in pins().items() if name.lower() not in {*oldest, *_FOLLOWERS}}
    return "".join(f"{name}=={version}\n" for name, version in sorted({**newest, **oldest}.items()))


#: Left to the installer, because they must suit the old versions.
_FOLLOWERS: Final = frozenset({"pluggy", "pytest-cov", "pytest-xdist"})


if __name__ == "__main__":
    sys.stdout.write(constraints())
