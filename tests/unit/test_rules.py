"""Rule sets as values: bits, codes, days, reasons, and what a host makes of them."""

import datetime as dt
import pickle
from functools import partial
from typing import Any

import attrs
import pytest

from inkasso_rules.columns import UNKNOWN, column
from inkasso_rules.expressions import Compare, Field, Flag, Known, Value
from inkasso_rules.reasons import Block, Seen, Source
from inkasso_rules.rules import BITS_MAX, DuplicateCodeError, Rule, RuleSet, TooManyRulesError, UnknownCodeError, never
from inkasso_rules.symbols import MisuseError, flag, lacks


@attrs.frozen
class Facts:
    """What the rules of this module read."""

    late: dt.date
    n: int
    ok: bool
    m: int = attrs.field(default=UNKNOWN, metadata=column("An optional number.", optional=True))


@attrs.frozen
class Limits:
    """The limits of a day."""

    as_of: dt.date
    limit: int = 5
    off: bool = False
    floor: int = attrs.field(default=UNKNOWN, metadata=column("An optional limit.", optional=True))


R = Rule[Facts, Limits]
LATE = R("X-1", "late", lambda f, c: f.late > c.as_of, lambda f, _: f.late + dt.timedelta(days=1))
SMALL = R("X-2", "small", lambda f, c: f.n < c.limit, source=Source.OURS, mendable=True)
OFF = R("X-3", "off", lambda _, c: flag(c.off))
MORE = R("X-4", "more", lambda f, _: f.n > f.m)
NOT_OK = R("X-5", "not_ok", lambda f, _: lacks(f.ok))
TODAY = dt.date(2026, 3, 16)
LIMITS = Limits(TODAY)


def a_set(*blocks: R, warnings: tuple[R, ...] = (), name: str = "rules") -> RuleSet[Facts, Limits]:
    """Make a rule set of the given rules."""
    return RuleSet(name, Facts, Limits, Facts, Limits, blocks, warnings)


RULES = a_set(OFF, MORE, SMALL, LATE, warnings=(NOT_OK,))


def test_bits_stand_in_order() -> None:
    """Unknown facts come first, in the record's order, then the rules in theirs; an optional fact has no bit."""
    assert (
        ("late_unknown", 1),
        ("n_unknown", 2),
        ("off", 4),
        ("more", 8),
        ("small", 16),
        ("late", 32),
    ) == tuple((bit.code, bit.weight) for bit in RULES.blocking.bits)
    assert (("ok_unknown", 1), ("not_ok", 2)) == tuple((bit.code, bit.weight) for bit in RULES.warning.bits)
    assert ("late", "n", "m") == RULES.blocking.fields
    assert ("off", "more", "small", "late", "not_ok") == RULES.codes


def test_every_reason_is_read_off_the_tree() -> None:
    """Each block tells what was seen, what is wanted with the day's limits filled in, and the day it clears."""
    record = Facts(dt.date(2026, 3, 17), 4, ok=False, m=3)
    bound = RULES.bind(Limits(TODAY, off=True))
    n, m = Field("n"), Field("m")
    assert (
        Block("X-3", "off", (), wanted=False, clears_on=never, source=Source.MANUAL, mendable=False),
        Block("X-4", "more", (Seen("n", 4), Seen("m", 3)), Compare(n, "<=", m), never, Source.MANUAL, mendable=False),
        Block("X-2", "small", (Seen("n", 4),), Compare(n, ">=", Value(5)), never, Source.OURS, mendable=True),
        Block(
            "X-1",
            "late",
            (Seen("late", dt.date(2026, 3, 17)),),
            Compare(Field("late"), "<=", Value(TODAY)),
            dt.date(2026, 3, 18),
            Source.MANUAL,
            mendable=False,
        ),
    ) == bound.blocks(record)
    assert (
        Block("X-5", "not_ok", (Seen("ok", False),), Flag(Field("ok"), wanted=True), never, Source.MANUAL, False),  # noqa: FBT003
    ) == bound.warnings(record)


def test_an_unknown_fact_is_a_reason_of_its_own() -> None:
    """It carries the requirement of the first rule that needs the fact, which somebody can mend."""
    record = Facts(UNKNOWN, UNKNOWN, ok=UNKNOWN)
    bound = RULES.bind(LIMITS)
    assert (
        Block("X-1", "late_unknown", (Seen("late", None),), Known(Field("late")), never, Source.MANUAL, mendable=True),
        Block("X-4", "n_unknown", (Seen("n", None),), Known(Field("n")), never, Source.MANUAL, mendable=True),
    ) == bound.blocks(record)
    assert ("ok_unknown",) == tuple(warning.code for warning in bound.warnings(record))


def test_nothing_blocks_a_fine_record() -> None:
    """No reasons, no warnings, mask zero."""
    bound, record = RULES.bind(LIMITS), Facts(TODAY, 5, ok=True)
    assert (0, 0, (), ()) == (
        bound.mask(record),
        bound.warning_mask(record),
        bound.blocks(record),
        bound.warnings(record),
    )


@pytest.mark.parametrize(
    ("record", "blocking", "warning"),
    [
        (Facts(TODAY, 5, ok=True), 0, 0),
        (Facts(TODAY, 5, ok=False), 0, 2),
        (Facts(TODAY, 4, ok=UNKNOWN), 16, 1),
        (Facts(UNKNOWN, UNKNOWN, ok=True), 3, 0),
    ],
)
def test_the_oracle_knows_warnings_too(record: Facts, blocking: int, warning: int) -> None:
    """The slow way gives the masks of what blocks and of what warns."""
    bound = RULES.bind(LIMITS)
    assert (blocking, blocking) == (RULES.reference_mask(record, LIMITS), bound.mask(record))
    assert (warning, warning) == (RULES.reference_mask(record, LIMITS, warnings=True), bound.warning_mask(record))


@pytest.mark.parametrize(
    ("limits", "reasons"),
    [
        (LIMITS, ()),
        (Limits(TODAY, limit=9), ()),
        (Limits(TODAY, off=True), ("off",)),
        (Limits(TODAY, floor=6), ("low",)),
    ],
)
def test_rules_on_limits_alone_hold_for_every_record(limits: Limits, reasons: tuple[str, ...]) -> None:
    """A rule without facts is decided when the day is bound."""
    rules = a_set(OFF, R("X-6", "low", lambda _, c: c.floor > c.limit))
    assert reasons == tuple(block.code for block in rules.bind(limits).blocks(Facts(UNKNOWN, UNKNOWN, ok=UNKNOWN)))


# --- how many, and which codes ----------------------------------------------------------------------------------------
def numbered(count: int) -> tuple[R, ...]:
    """Make rules that all read one field."""
    return tuple(R("X-1", f"rule_{number}", partial(_below, number)) for number in range(count))


def _below(limit: int, facts: Facts, _: Limits) -> bool:
    return facts.n < limit


def test_a_mask_has_63_bits() -> None:
    """One unknown field and 62 rules fit, and all of them can be set."""
    rules = a_set(*numbered(62))
    assert (63, 1 << 62) == (len(rules.blocking.bits), rules.blocking.bits[-1].weight)
    mask = rules.bind(LIMITS).mask(Facts(TODAY, -1, ok=True))
    assert ((1 << 63) - 2, 62) == (mask, len(rules.blocking.found(mask, Facts(TODAY, -1, ok=True), LIMITS)))


def test_a_bit_too_many_is_refused() -> None:
    """63 rules and the unknown field need 64 bits."""
    with pytest.raises(TooManyRulesError) as caught:
        a_set(*numbered(63))
    assert "rule set rules needs 64 bits for its rules and their fields; a mask has 63." == str(caught.value)
    assert ("rules", 64, 63) == (caught.value.rule_set, caught.value.bits, BITS_MAX)


@pytest.mark.parametrize(
    ("blocks", "warnings", "code"),
    [
        ((SMALL, LATE, attrs.evolve(MORE, code="small")), (), "small"),
        ((SMALL,), (attrs.evolve(NOT_OK, code="small"),), "small"),
        ((), (NOT_OK, NOT_OK), "not_ok"),
        ((SMALL, attrs.evolve(LATE, code="n_unknown")), (), "n_unknown"),
        ((SMALL,), (attrs.evolve(NOT_OK, code="n_unknown"),), "n_unknown"),
        ((), (SMALL, attrs.evolve(NOT_OK, code="n_unknown")), "n_unknown"),
    ],
)
def test_codes_are_unique(blocks: tuple[R, ...], warnings: tuple[R, ...], code: str) -> None:
    """Two reasons never share a code, whether they block or warn, and whether a rule or an unknown fact gives them."""
    with pytest.raises(DuplicateCodeError) as caught:
        a_set(*blocks, warnings=warnings)
    assert f"rule set rules has more than one reason with the code {code}; codes are unique." == str(caught.value)
    assert ("rules", code) == (caught.value.rule_set, caught.value.code)


def test_an_unknown_fact_may_block_and_warn() -> None:
    """Rules of both kinds may need one fact; each tuple has its own bit for it."""
    rules = a_set(SMALL, warnings=(attrs.evolve(MORE, code="more_warns"),))
    bound, record = rules.bind(LIMITS), Facts(TODAY, UNKNOWN, ok=True)
    assert (["n_unknown"], ["n_unknown"]) == (
        [block.code for block in bound.blocks(record)],
        [warning.code for warning in bound.warnings(record)],
    )


@pytest.mark.parametrize(
    "error",
    [DuplicateCodeError("rules", "late"), UnknownCodeError("rules", "x", ("a", "b")), TooManyRulesError("rules", 64)],
)
def test_errors_survive_pickling(error: Exception) -> None:
    """Every fact of an error is an attribute, also after a round trip."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own.
    assert (type(error), str(error), vars(error)) == (type(again), str(again), vars(again))


def test_a_rule_that_cannot_be_traced_stops_the_set() -> None:
    """A misuse shows when the set is built, not when a record is judged."""
    with pytest.raises(MisuseError) as caught:
        a_set(R("X-1", "wrong", lambda f, _: f.ok))
    assert "rule wrong uses ok as a condition; write flag(f.ok) or lacks(f.ok)." == str(caught.value)


# --- sets as values ---------------------------------------------------------------------------------------------------
def kept(rules: RuleSet[Any, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes of the rules that block, and of those that warn."""
    return tuple(rule.code for rule in rules.blocks), tuple(rule.code for rule in rules.warnings)


@pytest.mark.parametrize(
    ("rules", "blocks", "warnings"),
    [
        (RULES, ("off", "more", "small", "late"), ("not_ok",)),
        (RULES.without("small"), ("off", "more", "late"), ("not_ok",)),
        (RULES.without("not_ok"), ("off", "more", "small", "late"), ()),
        (RULES.as_warning("more"), ("off", "small", "late"), ("not_ok", "more")),
        (RULES.as_warning("not_ok"), ("off", "more", "small", "late"), ("not_ok",)),
        (RULES.extend(attrs.evolve(SMALL, code="new")), ("off", "more", "small", "late", "new"), ("not_ok",)),
        (RULES.replace(attrs.evolve(SMALL, requirement="Y")), ("off", "more", "small", "late"), ("not_ok",)),
        (RULES.replace(attrs.evolve(NOT_OK, requirement="Y")), ("off", "more", "small", "late"), ("not_ok",)),
    ],
)
def test_a_set_is_changed_by_making_another(
    rules: RuleSet[Facts, Limits], blocks: tuple[str, ...], warnings: tuple[str, ...]
) -> None:
    """Rules keep their order; a demoted rule comes last among the warnings; the first set stays as it was."""
    assert (blocks, warnings) == kept(rules)
    assert (("off", "more", "small", "late"), ("not_ok",)) == kept(RULES)


def test_a_changed_set_judges_otherwise() -> None:
    """Removed, demoted, replaced and added rules count at once."""
    record = Facts(TODAY, 4, ok=True)
    stricter = R("X-2", "small", lambda f, _: f.n < 9)
    judged = {
        "as it is": RULES,
        "without": RULES.without("small"),
        "demoted": RULES.as_warning("small"),
        "replaced": RULES.replace(attrs.evolve(SMALL, blocks=lambda f, _: f.n < 4)),
        "extended": RULES.without("small").extend(attrs.evolve(stricter, code="very_small")),
    }
    assert {
        "as it is": (["small"], []),
        "without": ([], []),
        "demoted": ([], ["small"]),
        "replaced": ([], []),
        "extended": (["very_small"], []),
    } == {
        name: (
            [block.code for block in rules.bind(LIMITS).blocks(record)],
            [warning.code for warning in rules.bind(LIMITS).warnings(record)],
        )
        for name, rules in judged.items()
    }


@pytest.mark.parametrize(
    "act",
    [
        lambda: RULES.without("smal"),
        lambda: RULES.as_warning("smal"),
        lambda: RULES.replace(attrs.evolve(SMALL, code="smal")),
    ],
)
def test_a_code_that_no_rule_has_is_an_error(act: Any) -> None:
    """A slip of the pen does not silently change nothing."""
    with pytest.raises(UnknownCodeError) as caught:
        act()
    assert "rule set rules has no rule smal; it has off, more, small, late, not_ok." == str(caught.value)
    assert ("rules", "smal", ("off", "more", "small", "late", "not_ok")) == (
        caught.value.rule_set,
        caught.value.code,
        caught.value.codes,
    )
    assert isinstance(caught.value, LookupError)


def test_the_digest_tells_rules_apart() -> None:
    """Equal rules have one digest; another order, consequence, source or way to mend has another."""
    same = a_set(OFF, MORE, SMALL, LATE, warnings=(NOT_OK,), name="other name")
    others = (RULES.without("small"), RULES.as_warning("small"), a_set(MORE, OFF, SMALL, LATE, warnings=(NOT_OK,)))
    said = (
        RULES.replace(attrs.evolve(SMALL, **changes)) for changes in ({"mendable": False}, {"source": Source.MANUAL})
    )
    assert RULES.digest == same.digest
    assert 6 == len({RULES.digest, *(rules.digest for rules in (*others, *said))})
    assert RULES.digest == RULES.replace(attrs.evolve(LATE, clears=never)).digest
    assert a_set(SMALL, OFF).digest != a_set(SMALL, warnings=(OFF,)).digest


# --- a host's own facts -----------------------------------------------------------------------------------------------
@attrs.frozen
class HostFacts(Facts):
    """The host knows one thing more."""

    vip: bool = False


@attrs.frozen
class HostLimits(Limits):
    """The host has one limit more."""

    spare_vips: bool = True


def test_a_host_widens_the_record() -> None:
    """Our rules and the host's read one wider record; the host says how it and the limits are made."""
    rules: RuleSet[HostFacts, HostLimits] = RuleSet(
        name="host",
        record=HostFacts,
        cutoffs=HostLimits,
        flatten=lambda n: HostFacts(TODAY, n, ok=True, vip=True),
        measure=HostLimits,
        blocks=(SMALL, Rule[HostFacts, HostLimits]("H-1", "vip", lambda f, c: flag(f.vip) & flag(c.spare_vips))),
    )
    record, limits = rules.flatten(4), rules.measure(TODAY)
    assert ("n_unknown", "vip_unknown", "small", "vip") == tuple(bit.code for bit in rules.blocking.bits)
    assert ("small", "vip") == tuple(block.code for block in rules.bind(limits).blocks(record))
    spared = attrs.evolve(limits, spare_vips=False)
    assert ("small",) == tuple(block.code for block in rules.bind(spared).blocks(record))
