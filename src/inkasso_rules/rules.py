"""
How a rule is written once, and a set of rules judged on every engine.

A :class:`Rule` states, in one line, what **blocks**. A :class:`RuleSet` is a value: an ordered tuple of blocking rules,
another of warnings, and the two record types that they read. Building a set traces its rules and compiles them;
:meth:`RuleSet.bind` then makes a judge for one day's cutoffs in microseconds.

The answer for a record is a *mask*, a whole number of at most 63 bits: first one bit for each required field that the
rules read and that may be unknown, then one for each rule, in order. Bits are disjoint, so masks are sums. Zero means
that nothing blocks. Every rule runs; the first hit does not stop the rest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Generic, Self, TypeVar

import attrs

from inkasso_rules import htmltable
from inkasso_rules.columns import Column, columns_of
from inkasso_rules.compiled import Weighted, binder
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.expressions import Field, Known, Node, can_fire, fields_in, fill, negate
from inkasso_rules.reasons import Block, Seen, Source
from inkasso_rules.requirements import decides
from inkasso_rules.symbols import nullsafe, trace

__all__ = [
    "BITS_MAX",
    "Bit",
    "Bound",
    "DuplicateCodeError",
    "Layout",
    "Rule",
    "RuleSet",
    "TooManyRulesError",
    "UnknownCodeError",
    "never",
]

F = TypeVar("F")
C = TypeVar("C")
F_contra = TypeVar("F_contra", contravariant=True)  # A rule over a record also judges a wider one.
C_contra = TypeVar("C_contra", contravariant=True)

#: Bits in a mask: an Int64 on every engine, without its sign.
BITS_MAX: Final = 63

#: A rule that time alone does not clear.
never: Final = None


class DuplicateCodeError(InkassoRulesError, ValueError):
    """
    Two rules of one set, or a rule and the bit of an unknown field, share a code.

    Attributes:
        rule_set: The set's name.

        code: The shared code.
    """

    def __init__(self, rule_set: str, code: str) -> None:
        super().__init__(rule_set, code)
        self.rule_set, self.code = rule_set, code

    def __str__(self) -> str:
        return f"rule set {self.rule_set} has more than one reason with the code {self.code}; codes are unique."


class UnknownCodeError(InkassoRulesError, LookupError):
    """
    A rule set is asked about a code that none of its rules carries.

    Attributes:
        rule_set: The set's name.

        code: The code asked for.

        codes: The codes that the set has.
    """

    def __init__(self, rule_set: str, code: str, codes: tuple[str, ...]) -> None:
        super().__init__(rule_set, code, codes)
        self.rule_set, self.code, self.codes = rule_set, code, codes

    def __str__(self) -> str:
        return f"rule set {self.rule_set} has no rule {self.code}; it has {', '.join(self.codes)}."


class TooManyRulesError(InkassoRulesError, ValueError):
    """
    The rules and the fields that they read need more bits than a mask has.

    Attributes:
        rule_set: The set's name.

        bits: How many it needs.
    """

    def __init__(self, rule_set: str, bits: int) -> None:
        super().__init__(rule_set, bits)
        self.rule_set, self.bits = rule_set, bits

    def __str__(self) -> str:
        return f"rule set {self.rule_set} needs {self.bits} bits for its rules and their fields; a mask has {BITS_MAX}."


@attrs.frozen
class Rule(Generic[F_contra, C_contra]):
    """
    One reason why a record is blocked (or warned about).

    Write ``MyRule = Rule[MyFacts, MyCutoffs]`` once, so that a type checker knows the lambdas' arguments.

    Attributes:
        requirement: The ID of the requirement that it meets.

        code: Its machine name, unique in a rule set. Also the key of its words.

        blocks: The condition that blocks, over the facts ``f`` and the cutoffs ``c``.

        clears: The first day on which this rule alone no longer blocks, for a record that it blocks; :data:`never` when
            time does not clear it. Runs on real values.

        source: Where the rule comes from.

        mendable: Whether a person can remove the reason by completing or correcting data.
    """

    requirement: str
    code: str
    blocks: Callable[[F_contra, C_contra], bool] = attrs.field(repr=False)
    clears: Callable[[F_contra, C_contra], dt.date | None] | None = attrs.field(default=never, repr=False)
    source: Source = attrs.field(default=Source.MANUAL, kw_only=True)
    mendable: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen
class Bit(Generic[F, C]):
    """
    One bit of a mask: a rule, or a required field that may be unknown.

    Attributes:
        code: The rule's code, or ``<field>_unknown``.

        weight: Its value in the mask, a power of two.

        node: The condition that sets it.

        fields: The fields that the condition reads.

        rules: The rule; for an unknown field, the rules that read it.

        is_rule: Whether it stands for a rule.
    """

    code: str
    weight: int
    node: Node
    fields: tuple[str, ...]
    rules: tuple[Rule[F, C], ...]
    is_rule: bool


@attrs.frozen(eq=False, repr=False)
class Layout(Generic[F, C]):
    """
    The bits of one tuple of rules, and the function that they are compiled to. Made by a :class:`RuleSet`.

    Attributes:
        bits: Unknown fields first, in the record's order, then the rules.

        bind: From cutoffs to the function from a record to its mask.
    """

    bits: tuple[Bit[F, C], ...]
    bind: Callable[[C], Callable[[F], int]]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the rules read, each once."""
        return tuple(dict.fromkeys(name for bit in self.bits for name in bit.fields))

    def can_miss(self, unknown: Bit[F, C], cutoffs: C) -> bool:
        """Tell whether, on these cutoffs, some rule that reads the field of *unknown* can fire."""
        readers = (bit for bit in self.bits if bit.is_rule and bit.rules[0] in unknown.rules)
        return any(can_fire(bit.node, cutoffs) for bit in readers)

    def found(self, mask: int, record: F, cutoffs: C) -> tuple[Block, ...]:
        """Read the reasons in *mask* off the trees, in order."""
        return tuple(_block(bit, record, cutoffs) for bit in self.bits if mask & bit.weight)


def _block(bit: Bit[F, C], record: F, cutoffs: C) -> Block:
    rule = bit.rules[0]
    observed = tuple(Seen(name, getattr(record, name)) for name in bit.fields)
    if not bit.is_rule:
        return Block(rule.requirement, bit.code, observed, bit.node, never, rule.source, mendable=True)
    filled, clears = fill(bit.node, cutoffs), rule.clears
    wanted = not filled if isinstance(filled, bool) else negate(filled)
    clears_on = clears(record, cutoffs) if clears else never
    return Block(rule.requirement, bit.code, observed, wanted, clears_on, rule.source, rule.mendable)


@decides("OWN-4")
def _unknown_bits(
    facts: Mapping[str, Column], rules: Iterable[tuple[Rule[F, C], tuple[str, ...]]]
) -> tuple[Bit[F, C], ...]:
    """Return a bit for each required field that some rule reads, in the record's order."""
    readers: dict[str, list[Rule[F, C]]] = {name: [] for name, column in facts.items() if not column.optional}
    for rule, fields in rules:
        for name in readers.keys() & fields:
            readers[name].append(rule)
    return tuple(
        Bit(f"{name}_unknown", 1 << position, Known(Field(name)), (name,), tuple(found), is_rule=False)
        for position, (name, found) in enumerate((name, found) for name, found in readers.items() if found)
    )


def _layout(name: str, rules: tuple[Rule[F, C], ...], record: type[F], cutoffs: type[C]) -> Layout[F, C]:
    facts, limits = columns_of(record), columns_of(cutoffs)
    nodes = [trace(rule.code, rule.blocks, facts, limits, (record.__name__, cutoffs.__name__)) for rule in rules]
    fields = [fields_in(node) for node in nodes]
    unknown = _unknown_bits(facts, zip(rules, fields, strict=True))
    placed = tuple(
        Bit(rule.code, 1 << position, node, read, (rule,), is_rule=True)
        for position, (rule, node, read) in enumerate(zip(rules, nodes, fields, strict=True), start=len(unknown))
    )
    if len(unknown + placed) > BITS_MAX:
        raise TooManyRulesError(name, len(unknown + placed))
    weighted = (Weighted(bit.node, bit.fields, bit.weight) for bit in placed)
    return Layout(unknown + placed, binder(weighted, {bit.fields[0]: bit.weight for bit in unknown}, limits))


def _digest(*layouts: Layout[F, C]) -> str:
    """Hash what the rules say, but not when they clear: SHA-256 over one line for each bit, 16 hexadecimal digits."""
    rules = ((part is layouts[0], bit, bit.rules[0]) for part in layouts for bit in part.bits)
    lines = (f"{blocks} {by.requirement} {bit.code}: {bit.node} {by.source} {by.mendable}" for blocks, bit, by in rules)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@attrs.frozen
class RuleSet(Generic[F, C]):
    """
    Rules over one record type and one type of cutoffs: a value, never changed.

    Attributes:
        name: Its name, kept in every decision.

        record: The attrs class of facts that the rules read.

        cutoffs: The attrs class of limits that the rules read.

        flatten: Makes the record. Its arguments are the deciding module's business; a host that widens the record
            passes its own.

        measure: Makes the cutoffs; likewise.

        blocks: What blocks, in order.

        warnings: What is worth knowing and blocks nothing, in order.

        blocking: The bits of the blocks, compiled.

        warning: The bits of the warnings, compiled.

        digest: A stable fingerprint of what the rules say (not of the days on which they clear).

    Raises:
        MisuseError: If a rule cannot be traced.
        DuplicateCodeError: If two reasons share a code.
        TooManyRulesError: If a mask has too few bits.
    """

    name: str
    record: type[F]
    cutoffs: type[C]
    flatten: Callable[..., F] = attrs.field(repr=False)
    measure: Callable[..., C] = attrs.field(repr=False)
    blocks: tuple[Rule[F, C], ...] = attrs.field(repr=False)
    warnings: tuple[Rule[F, C], ...] = attrs.field(default=(), repr=False)
    blocking: Layout[F, C] = attrs.field(init=False, eq=False, repr=False)
    warning: Layout[F, C] = attrs.field(init=False, eq=False, repr=False)
    digest: str = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Trace and compile the rules, and refuse shared codes."""
        blocking = _layout(self.name, self.blocks, self.record, self.cutoffs)
        warning = _layout(self.name, self.warnings, self.record, self.cutoffs)
        blocks = [bit.code for bit in blocking.bits]
        # The bits of unknown fields that only warn may be among those that block.
        for codes in ([*blocks, *(rule.code for rule in self.warnings)], [bit.code for bit in warning.bits]):
            if len(set(codes)) < len(codes):
                raise DuplicateCodeError(self.name, next(code for code in codes if codes.count(code) > 1))
        object.__setattr__(self, "blocking", blocking)
        object.__setattr__(self, "warning", warning)
        object.__setattr__(self, "digest", _digest(blocking, warning))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rules: those that block, then those that warn."""
        return tuple(rule.code for rule in (*self.blocks, *self.warnings))

    def bind(self, cutoffs: C, /) -> Bound[F, C]:
        """Make a judge for one day's cutoffs."""
        return Bound(self, cutoffs, self.blocking.bind(cutoffs), self.warning.bind(cutoffs))

    def extend(self, *rules: Rule[F, C]) -> Self:
        """Return a set that also has *rules*, after its own blocks."""
        return attrs.evolve(self, blocks=(*self.blocks, *rules))

    def without(self, code: str) -> Self:
        """Return a set that lacks the rule *code*."""
        self._must_have(code)
        return attrs.evolve(
            self,
            blocks=tuple(rule for rule in self.blocks if rule.code != code),
            warnings=tuple(rule for rule in self.warnings if rule.code != code),
        )

    def as_warning(self, code: str) -> Self:
        """Return a set in which the rule *code* warns and no longer blocks."""
        self._must_have(code)
        demoted = tuple(rule for rule in self.blocks if rule.code == code)
        kept = tuple(rule for rule in self.blocks if rule.code != code)
        return attrs.evolve(self, blocks=kept, warnings=(*self.warnings, *demoted))

    def replace(self, rule: Rule[F, C]) -> Self:
        """Return a set in which *rule* stands in the place of the one with its code."""
        self._must_have(rule.code)
        return attrs.evolve(
            self,
            blocks=tuple(rule if old.code == rule.code else old for old in self.blocks),
            warnings=tuple(rule if old.code == rule.code else old for old in self.warnings),
        )

    def _repr_html_(self) -> str:
        """Show the rules in a notebook."""
        rows = (
            (kind, bit.rules[0].requirement, bit.code, bit.node, bit.rules[0].source)
            for kind, layout in (("blocks", self.blocking), ("warns", self.warning))
            for bit in layout.bits
            if bit.is_rule
        )
        return htmltable.table(f"Rule set {self.name}", ("", "requirement", "code", "when", "source"), rows)

    def _must_have(self, code: str) -> None:
        if code not in self.codes:
            raise UnknownCodeError(self.name, code, self.codes)

    def reference_mask(self, record: F, cutoffs: C, /, *, warnings: bool = False) -> int:
        """
        Compute the blocking mask (or the one of the warnings) the slow way: run the rules' own lambdas on real values.

        An oracle for tests, also for a host's own rules: no compiled form has a part in it.
        """
        layout = self.warning if warnings else self.blocking
        facts, limits = nullsafe(record), nullsafe(cutoffs)
        total = 0
        for bit in layout.bits:
            if bit.is_rule:
                total += bit.weight * bool(bit.rules[0].blocks(facts, limits))
            elif getattr(record, bit.fields[0]) is None:
                total += bit.weight * layout.can_miss(bit, cutoffs)
        return total


@attrs.frozen(eq=False, repr=False)
class Bound(Generic[F, C]):
    """
    A rule set on one day: made by :meth:`RuleSet.bind`.

    Attributes:
        rules: The rule set.

        cutoffs: The day's limits.

        mask: From a record to the sum of the bits that block; 0 when nothing does.

        warning_mask: Likewise for the warnings.
    """

    rules: RuleSet[F, C]
    cutoffs: C
    mask: Callable[[F], int]
    warning_mask: Callable[[F], int]

    def blocks(self, record: F, /) -> tuple[Block, ...]:
        """Return every reason that blocks *record*, in order."""
        mask = self.mask(record)
        return self.rules.blocking.found(mask, record, self.cutoffs) if mask else ()

    def warnings(self, record: F, /) -> tuple[Block, ...]:
        """Return every warning about *record*, in order."""
        mask = self.warning_mask(record)
        return self.rules.warning.found(mask, record, self.cutoffs) if mask else ()
