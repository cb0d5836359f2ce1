"""
Checks over source text: each takes a module's text and returns what it finds wrong, one line for each.

They read the tree and run nothing, so a bad snippet shows that they bite.
"""

import ast
from collections.abc import Iterator
from typing import Final

FUNCTION_LINES_MAX: Final = 70
FILE_LINES_MAX: Final = 400

#: Top-level packages through which code could see a clock, a file, the network, a process, or chance.
IMPURE_MODULES: Final = frozenset(
    """
    asyncio atexit builtins codecs concurrent contextvars ctypes email fileinput ftplib gc getpass glob http imaplib
    importlib io logging mmap multiprocessing os pathlib pickle platform poplib queue random requests sched secrets
    select selectors shelve shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys syslog tempfile
    threading time timeit tkinter urllib uuid warnings webbrowser xmlrpc zipfile zoneinfo
    """.split()
)
#: Built-in functions that read, write or run.
IMPURE_BUILTINS: Final = frozenset({"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"})
#: Methods of dates and times that ask the machine's clock or zone.
CLOCK_METHODS: Final = frozenset({"astimezone", "fromtimestamp", "now", "today", "utcfromtimestamp", "utcnow"})

_MUTABLE_CALLS: Final = frozenset(
    {"ChainMap", "Counter", "OrderedDict", "WeakKeyDictionary", "WeakValueDictionary"}
    | {"array", "bytearray", "count", "cycle", "defaultdict", "deque", "dict", "iter", "list", "set"}
)
_MUTABLE_DISPLAYS: Final = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
_BROAD: Final = frozenset({"BaseException", "BaseExceptionGroup", "Exception", "ExceptionGroup"})
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)


def impure_imports(text: str) -> list[str]:
    """Find imports of what reads clocks, files, the network, or chance."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        found += [f"line {node.lineno} imports {name}" for name in names if name.split(".")[0] in IMPURE_MODULES]
    return found


def impure_calls(text: str) -> list[str]:
    """Find uses of impure built-ins and of methods that ask the clock, called or handed on."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in IMPURE_BUILTINS:
            found.append(f"line {node.lineno} uses {node.id}")
        elif isinstance(node, ast.Attribute) and node.attr in CLOCK_METHODS:
            found.append(f"line {node.lineno} uses .{node.attr}")
    return found


def _is_mutable(value: ast.expr | None) -> bool:
    """Tell whether an expression hands out something that can be changed; what a call wraps is out of reach."""
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        return name in _MUTABLE_CALLS
    if isinstance(value, ast.Tuple):
        return any(_is_mutable(item) for item in value.elts)
    if isinstance(value, ast.IfExp):
        return _is_mutable(value.body) or _is_mutable(value.orelse)
    if isinstance(value, ast.BinOp):
        return _is_mutable(value.left) or _is_mutable(value.right)
    if isinstance(value, ast.Starred | ast.NamedExpr):
        return _is_mutable(value.value)
    return isinstance(value, _MUTABLE_DISPLAYS)


def _standing(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that run at import, also inside classes and top-level branches."""
    for node in body:
        yield node
        for inner in ("body", "orelse", "finalbody"):
            if not isinstance(node, _FUNCTIONS):
                yield from _standing(getattr(node, inner, []))


def mutable_globals(text: str) -> list[str]:
    """Find names of a module or class that are bound to something mutable, and ``global``."""
    tree = ast.parse(text)
    found = [f"line {node.lineno} uses global" for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for node in _standing(tree.body):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = [ast.unparse(target) for target in targets if target is not None]
        # By custom these are lists; nothing reads them but tools.
        if isinstance(node, ast.Assign | ast.AnnAssign) and names != ["__all__"] and _is_mutable(node.value):
            found.append(f"line {node.lineno} binds {', '.join(names)} to something mutable")
        if isinstance(node, ast.AugAssign):
            found.append(f"line {node.lineno} changes {', '.join(names)}")
    return found


def broad_excepts(text: str) -> list[str]:
    """Find handlers that catch more than named errors, and ``suppress`` of the like."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "suppress":
            caught = list(node.args)
        else:
            continue
        broad = [kind for kind in caught if kind is None or ast.unparse(kind).split(".")[-1] in _BROAD]
        if broad:
            found.append(f"line {node.lineno} catches everything")
    return found


def long_functions(text: str) -> list[str]:
    """Find functions of more than 70 lines."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, _FUNCTIONS):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                found.append(f"line {node.lineno}: {node.name} has {lines} lines")
    return found


def long_file(text: str) -> list[str]:
    """Find that a file has more than 400 lines."""
    lines = len(text.splitlines())
    return [f"the file has {lines} lines"] if lines > FILE_LINES_MAX else []


def _is_type_variable(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in {
        "ParamSpec",
        "TypeVar",
        "TypeVarTuple",
    }


def _public(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module makes for others: what it defines, without what it imports."""
    for node in tree.body:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not _is_type_variable(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                yield from (name.id for name in names if isinstance(name, ast.Name))


def _by_custom(name: str) -> tuple[int, str]:
    """Sort constants before classes before the rest, as the linter does."""
    if name.isupper() and len(name) > 1:
        return 0, name
    return (1 if name[:1].isupper() else 2), name


def public_names(text: str, handed_on: frozenset[str] = frozenset()) -> list[str]:
    """Find that ``__all__`` is missing, unsorted, or not exactly the module's public names and those *handed_on*."""
    tree = ast.parse(text)
    stated = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and "__all__" in ast.unparse(node).split("=")[0]
    ]
    if not stated or stated[0] is None:
        return ["has no __all__"]
    listed = list(ast.literal_eval(stated[0]))
    made = set(_public(tree)) | handed_on
    public = {name for name in made if not name.startswith("_")}
    found = []
    if listed != sorted(listed, key=_by_custom):
        found.append(f"__all__ is not sorted: {listed}")
    if len(set(listed)) < len(listed):
        found.append(f"__all__ repeats a name: {listed}")
    if public - set(listed):
        found.append(f"__all__ lacks {sorted(public - set(listed))}")
    if set(listed) - made:
        found.append(f"__all__ lists what the module does not define: {sorted(set(listed) - made)}")
    return found
