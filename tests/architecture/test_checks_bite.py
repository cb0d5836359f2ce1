"""Each check finds the fault that it is for, and leaves the good form alone."""

from collections.abc import Callable

import pytest

from tests.architecture import checks

_LONG = "def f():\n" + "    pass\n" * 70
_SHORT = "def f():\n" + "    pass\n" * 69

_BAD = (
    (checks.impure_imports, "import os"),
    (checks.impure_imports, "import os.path as p"),
    (checks.impure_imports, "from pathlib import Path"),
    (checks.impure_imports, "def f():\n    import socket"),
    (checks.impure_imports, "from urllib.request import urlopen"),
    (checks.impure_imports, "from random import random"),
    (checks.impure_imports, "import logging"),
    (checks.impure_imports, "import time"),
    (checks.impure_calls, "import datetime as dt\ndt.date.today()"),
    (checks.impure_calls, "from datetime import date\nclock = date.today"),
    (checks.impure_calls, "datetime.now()"),
    (checks.impure_calls, "datetime.utcnow()"),
    (checks.impure_calls, "open('x')"),
    (checks.impure_calls, "print('x')"),
    (checks.impure_calls, "eval('1')"),
    (checks.impure_calls, "exec('1')"),
    (checks.impure_calls, "__import__('os')"),
    (checks.mutable_globals, "x = []"),
    (checks.mutable_globals, "x: dict[str, int] = {}"),
    (checks.mutable_globals, "x = {1}"),
    (checks.mutable_globals, "x = [n for n in y]"),
    (checks.mutable_globals, "x = dict(a=1)"),
    (checks.mutable_globals, "x = collections.defaultdict(int)"),
    (checks.mutable_globals, "x = (1, [])"),
    (checks.mutable_globals, "x = {1: 2} if y else None"),
    (checks.mutable_globals, "if y:\n    x = []"),
    (checks.mutable_globals, "class A:\n    cache = {}"),
    (checks.mutable_globals, "x = 1\nx += 1"),
    (checks.mutable_globals, "def f():\n    global x"),
    (checks.broad_excepts, "try:\n    pass\nexcept:\n    pass"),
    (checks.broad_excepts, "try:\n    pass\nexcept Exception:\n    pass"),
    (checks.broad_excepts, "try:\n    pass\nexcept (ValueError, BaseException):\n    pass"),
    (checks.broad_excepts, "with contextlib.suppress(Exception):\n    pass"),
    (checks.long_functions, _LONG),
    (checks.long_file, "\n" * 401),
    (checks.public_names, "def f(): ..."),
    (checks.public_names, "__all__ = []\ndef f(): ..."),
    (checks.public_names, "__all__ = []\nLIMIT = 1"),
    (checks.public_names, "__all__ = []\nLIMIT: Final = 1"),
    (checks.public_names, "__all__ = ['g', 'f']\ndef f(): ...\ndef g(): ..."),
    (checks.public_names, "__all__ = ['A', 'B_MAX']\nB_MAX = 1\nclass A: ..."),
    (checks.public_names, "__all__ = ['f', 'f']\ndef f(): ..."),
    (checks.public_names, "__all__ = ['g']\nfrom x import g"),
)

_GOOD = (
    (checks.impure_imports, "import datetime as dt\nfrom inkasso_rules.model import dates"),
    (checks.impure_calls, "import datetime as dt\ndt.date(2024, 2, 29)"),
    (checks.mutable_globals, "x = MappingProxyType({'a': 1})\ny = frozenset({1})\nz = tuple(n for n in x)"),
    (checks.mutable_globals, "__all__ = ['x']\ndef f():\n    inner = []\n    return inner"),
    (checks.broad_excepts, "try:\n    pass\nexcept (ValueError, LookupError):\n    pass"),
    (checks.long_functions, _SHORT),
    (checks.long_file, "\n" * 400),
    (checks.public_names, "__all__ = ['B_MAX', 'A', 'f']\nB_MAX = 1\nclass A: ...\ndef f(): ...\ndef _g(): ..."),
    (checks.public_names, "__all__ = ['f']\nT = TypeVar('T')\ndef f(): ..."),
)


@pytest.mark.parametrize(("check", "snippet"), _BAD)
def test_a_check_finds_the_fault(check: Callable[[str], list[str]], snippet: str) -> None:
    """One fault in the text is one line in the answer."""
    assert 1 == len(check(snippet))


@pytest.mark.parametrize(("check", "snippet"), _GOOD)
def test_a_check_leaves_the_good_form_alone(check: Callable[[str], list[str]], snippet: str) -> None:
    """The form that our code uses is no fault."""
    assert [] == check(snippet)
