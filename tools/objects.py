"""
Everything in the library that carries a requirement: rules, rows of tables, policy and law values, settings, functions.

The traceability page lists them; the knock-out tests remove or change each and expect a test to notice.
"""

import importlib
import inspect
import pkgutil
import types
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

import inkasso_rules
from inkasso_rules.law.sweden import SWEDEN
from inkasso_rules.requirements import OWN, requirements_of

INDEX: Final = Path(__file__).with_name("requirements_index.txt")

#: The chapters that are built: each of their requirements is decided somewhere, and shown.
BUILT: Final = frozenset({"claim", "eligibility", "journals", "lifecycle"})

#: The chapters of our own requirements; those not named belong to the one on eligibility.
OWN_CHAPTERS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("OWN-6", "OWN-7", "OWN-8"), "lifecycle")
    | dict.fromkeys(("OWN-9", "OWN-10", "OWN-11", "OWN-12"), "claim")
)


class Kind(StrEnum):
    """What sort of object decides."""

    RULE = "rule"
    TRANSITION = "transition"
    CHECK = "check"
    NOTICE = "notice"
    REFUSAL = "refusal"
    STEP = "next step"
    PART = "part of a payment"
    POLICY = "policy value"
    LAW = "law value"
    SETTING = "setting"
    FUNCTION = "function"


#: What the values in the tables of the lifecycle and the journal are, by the name of their class, public or not.
_ROWS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "Transition": Kind.TRANSITION,
        "Check": Kind.CHECK,
        "Tell": Kind.NOTICE,
        "Refusal": Kind.REFUSAL,
        "Row": Kind.STEP,
        "PartRule": Kind.PART,
    }
)


@attrs.frozen
class Requirement:
    """A line of the index."""

    requirement_id: str
    chapter: str
    title: str


@attrs.frozen
class Deciding:
    """
    One object that carries one requirement.

    Attributes:
        requirement: The ID.

        kind: Its sort.

        module: The module in which it is written, without the package's name.

        name: Its name there; for a rule, the rule set's name and the code; for a row, what tells it from the others.

        owner: The rule set, the row, the law, or the function; nothing for a field.

        field: The rule's code, or the name of the field or of the law's parameter.
    """

    requirement: str
    kind: Kind
    module: str
    name: str
    owner: Any = attrs.field(default=None, repr=False)
    field: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.module}.{self.name}"

    @property
    def file(self) -> str:
        """Its file in the project."""
        return f"src/inkasso_rules/{self.module.replace('.', '/')}.py"


def index() -> Mapping[str, Requirement]:
    """Read the requirements of the service, and add our own."""
    lines = INDEX.read_text(encoding="utf-8").splitlines()
    rows = (line.split(" | ", 2) for line in lines if line and not line.startswith("#"))
    found = {requirement: Requirement(requirement, chapter, title) for requirement, chapter, title in rows}
    own = {
        requirement: Requirement(requirement, OWN_CHAPTERS.get(requirement, "eligibility"), title)
        for requirement, title in OWN.items()
    }
    return MappingProxyType(found | own)


def modules() -> tuple[types.ModuleType, ...]:
    """Import the library's modules, those of extras included."""
    names = sorted(module.name for module in pkgutil.walk_packages(inkasso_rules.__path__, "inkasso_rules."))
    return tuple(importlib.import_module(name) for name in names)


def rule_sets() -> Mapping[str, Any]:
    """Return the rule sets of the library by their names in code."""
    eligibility = importlib.import_module("inkasso_rules.eligibility")
    return MappingProxyType({name: getattr(eligibility, name) for name in ("MANUAL", "AUTOMATIC")})


def deciding() -> tuple[Deciding, ...]:
    """Return every object that carries a requirement, once for each that it carries."""
    found = (*_rules(), *_rows(), *_fields(), *_law(), *_functions())
    return tuple(sorted(found, key=lambda item: (list(Kind).index(item.kind), item.module, item.name)))


def _short(module: str) -> str:
    return module.removeprefix("inkasso_rules.")


def _rules() -> Iterator[Deciding]:
    for name, rules in rule_sets().items():
        for rule in (*rules.blocks, *rules.warnings):
            module = _short(rule.blocks.__module__)
            yield Deciding(rule.requirement, Kind.RULE, module, f"{name}: {rule.code}", rules, rule.code)


def _rows() -> Iterator[Deciding]:
    """Yield what stands in the tables of the lifecycle and the journal: constants, and the members of tuples."""
    for module in modules():
        for name, value in vars(module).items():
            for row in value if isinstance(value, tuple) else (value,):
                kind = _ROWS.get(_class(row))
                # Rows are listed where their class is: elsewhere they are only named once more.
                if kind is not None and type(row).__module__ == module.__name__:
                    yield Deciding(row.requirement, kind, _short(module.__name__), _row_name(name, row), row)


def _class(value: object) -> str:
    return type(value).__name__.lstrip("_")


def _row_name(name: str, row: Any) -> str:
    match _class(row):
        case "Transition":
            return str(row.row_id)
        case "Row":
            return f"{row.kind} from {', '.join(row.stages)}"
        case "PartRule":
            return f"{row.side.name.lower()} {row.kind}"
        case _:
            return name


def _own_classes(module: types.ModuleType) -> Iterator[type]:
    for value in vars(module).values():
        if inspect.isclass(value) and value.__module__ == module.__name__:
            yield value


def _fields() -> Iterator[Deciding]:
    for module in modules():
        for cls in _own_classes(module):
            for field in attrs.fields(cls) if attrs.has(cls) else ():
                stated = field.metadata.get("requirement", ())
                kind = Kind.POLICY if cls.__name__ == "Policy" else Kind.SETTING
                for requirement in (stated,) if isinstance(stated, str) else stated:
                    name = f"{cls.__name__}.{field.name}"
                    yield Deciding(requirement, kind, _short(module.__name__), name, field=field.name)


def _law() -> Iterator[Deciding]:
    for parameter in SWEDEN.parameters:
        name = f"SWEDEN.{parameter.name}"
        yield Deciding(parameter.requirement, Kind.LAW, _short(type(SWEDEN).__module__), name, SWEDEN, parameter.name)


def _functions() -> Iterator[Deciding]:
    for module in modules():
        for name, function in _callables(module):
            for requirement in requirements_of(function):
                yield Deciding(requirement, Kind.FUNCTION, _short(module.__name__), name, function)


def _callables(module: types.ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        inner = getattr(value, "__wrapped__", value) if hasattr(value, "cache_clear") else value
        if inspect.isfunction(inner) and inner.__module__ == module.__name__:
            yield name, inner
    for cls in _own_classes(module):
        for name, value in vars(cls).items():
            inner = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            if inspect.isfunction(inner):
                yield f"{cls.__name__}.{name}", inner
