"""
The Swedish law of collection in numbers: one immutable value.

Only what was read in the law, or is said by several independent sources, stands here; whatever else a host must decide
is policy. A reform is another value: ``SWEDEN.evolve(reference_rate=SWEDEN.reference_rate.starting(...))``.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Final, TypeVar

import attrs

from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.law.parameter import Certainty, Citation, Dated, DateKey, Parameter, ParameterError, Unit
from inkasso_rules.law.reference_rates import REFERENCE_RATE
from inkasso_rules.model.money import Money

__all__ = ["SWEDEN", "Law", "LawTypeError", "UnknownParameterError", "require_law"]

T = TypeVar("T")


class UnknownParameterError(InkassoRulesError, TypeError):
    """
    A law has no parameter of this name.

    Attributes:
        name: The name.

        known: The names of the parameters that it has.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"the law has no parameter {self.name}; it has {', '.join(self.known)}."


class LawTypeError(InkassoRulesError, TypeError):
    """
    Something else than a law was given for one.

    Attributes:
        found: Name of the type that came.
    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found

    def __str__(self) -> str:
        """Return the error as one sentence."""
        return f"law is of type {self.found}; wanted a Law, as SWEDEN."


@attrs.frozen(kw_only=True, cache_hash=True)
class Law:
    """
    What the law says in numbers, each by its own kind of day.

    Attributes:
        reminder_fee_max: The most that a debtor owes for a written reminder.

        demand_fee_max: The most that a debtor owes for a written demand.

        instalment_plan_fee_max: The most that a debtor owes for an instalment plan.

        late_payment_compensation: What a business or a public body owes for paying late: a fixed amount.

        reference_rate: Riksbanken's rate, to which the margin is added.

        late_interest_margin: What late interest has on top of the reference rate.

        refund_interest_margin: What interest on a payment that goes back has on top of it, when a contract was ended
            for a breach or the like (2 § second paragraph). No claim is computed with it: an invoice is no refund.

        interest_wait_days: Late interest without a due date fixed in advance runs from this day after the claim was
            sent, that day included.

        business_statement_not_needed: Whether late interest runs from that day between businesses, and against public
            bodies, though the claim did not say that late payment costs interest.

        public_lower_rate_void: Whether a term that gives a business a lower rate against a public body is without
            effect.

        business_waiver_void: Whether a term by which a business or a public body owes a business no late interest is
            without effect.

        application_fee: What the enforcement authority takes for an application for an order to pay.

        representative_fee_max: The most that a debtor owes for the creditor's work, its own or its agent's, on an
            application for an order to pay.

        assistance_fee_max: The most that a debtor owes for such work on an application for assistance
            (*handräckning*); no cost of a claim is judged by it.

        enforcement_fee: What the enforcement authority takes for attachment, for each title and each year.

        vat_percent: The tax on collection services.

        prescription_years: After so many years a claim is prescribed.

        consumer_prescription_years: After so many years it is, if a business supplied a consumer mainly for private
            use.

        demand_days_min: The least time that a demand gives, from its dispatch.

        demand_bank_days_min: The least time that a demand gives, from its presumed receipt.

    Raises:
        ParameterError: If a field holds something else than the parameter of its own name.
    """

    reminder_fee_max: Parameter[Money]
    demand_fee_max: Parameter[Money]
    instalment_plan_fee_max: Parameter[Money]
    late_payment_compensation: Parameter[Money]
    reference_rate: Parameter[Decimal]
    late_interest_margin: Parameter[Decimal]
    refund_interest_margin: Parameter[Decimal]
    interest_wait_days: Parameter[int]
    business_statement_not_needed: Parameter[bool]
    public_lower_rate_void: Parameter[bool]
    business_waiver_void: Parameter[bool]
    application_fee: Parameter[Money]
    representative_fee_max: Parameter[Money]
    assistance_fee_max: Parameter[Money]
    enforcement_fee: Parameter[Money]
    vat_percent: Parameter[Decimal]
    prescription_years: Parameter[int]
    consumer_prescription_years: Parameter[int]
    demand_days_min: Parameter[int]
    demand_bank_days_min: Parameter[int]

    def __attrs_post_init__(self) -> None:
        """Refuse a parameter under another one's name: an error names the parameter by its own."""
        for name in _names():
            parameter = getattr(self, name)
            if not isinstance(parameter, Parameter):
                found = f"a value of type {type(parameter).__name__}"
                raise ParameterError(name, found, "a Parameter, as from .starting()")
            if parameter.name != name:
                raise ParameterError(name, f"the parameter {parameter.name}", "the one of its own name")

    def __repr__(self) -> str:
        """Tell how many parameters there are; all of them would be some thirty pages."""
        return f"<Law of {len(_names())} parameters>"

    @property
    def parameters(self) -> tuple[Parameter[Any], ...]:
        """All of them, in the order of the fields."""
        return tuple(getattr(self, name) for name in _names())

    def evolve(self, **changes: Parameter[Any]) -> Law:
        """
        Return the law with other parameters: a reform, or another reading.

        Raises:
            UnknownParameterError: If there is no parameter of that name.

            ParameterError: If a change is not the parameter of that name.

        >>> from inkasso_rules.law.parameter import Citation
        >>> act = Citation("SFS 2027:1", "referensränta")
        >>> rate = SWEDEN.reference_rate.starting(
        ...     dt.date(2027, 1, 1), Decimal("2.50"), source=act, known_through=dt.date(2027, 6, 30)
        ... )
        >>> print(SWEDEN.evolve(reference_rate=rate).reference_rate.on(dt.date(2027, 6, 30)).value)
        2.50
        """
        known = _names()
        for name in changes:
            if name not in known:
                raise UnknownParameterError(name, known)
        return attrs.evolve(self, **changes)


def require_law(law: object) -> Law:
    """
    Return *law* if it is one.

    Raises:
        LawTypeError: If it is anything else.
    """
    if not isinstance(law, Law):
        raise LawTypeError(type(law).__name__)
    return law


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(Law))


# --- how the values are written ---------------------------------------------------------------------------------------
#: When a person last compared the values below with their sources.
_CHECKED: Final = dt.date(2026, 11, 21)


def _from(
    first_day: str,
    value: T | None,
    act: str,
    place: str,
    amended_by: str | None = None,
    *,
    certainty: Certainty = Certainty.SEVERAL_SOURCES,
    note: str = "",
) -> Dated[T | None]:
    return Dated(value, dt.date.fromisoformat(first_day), Citation(act, place, amended_by), certainty, note)


def _parameter(name: str, requirement: str, unit: Unit, keyed_by: DateKey, *rows: Dated[T | None]) -> Parameter[T]:
    return Parameter(name=name, requirement=requirement, unit=unit, keyed_by=keyed_by, rows=rows, checked_on=_CHECKED)


_OLD_FEES: Final = "SFS 1981:1057"
_FEES: Final = "SFS 1981:739"
_INTEREST: Final = "SFS 1975:635"
_AUTHORITY: Final = "SFS 1992:1094"
_PRESCRIPTION: Final = "SFS 1981:130"
_ADVICE: Final = "Datainspektionens allmänna råd, Tillämpning av inkassolagen"

_HOLDS: Final = True
_INFERRED: Final = Certainty.START_INFERRED

_NO_SECTION: Final = "The section came later; there was no such compensation."
_OLD_CONTRACTS: Final = "Whether it covers contracts made before this day was not found."
_RULE_IS_OLDER: Final = "The series starts with the reference rate; the rule itself is older."
_NO_RULE: Final = "The rule came later; the parties were free."
_NOT_EARLIER: Final = "The rule came later, and not for claims made earlier; the first day is that of the act."
_EARLIER_UNSEEN: Final = "The amount before this wording was not seen."
_LAST_CHANGE: Final = "The first day is inferred from the last change of the amount."
_SURELY: Final = "The amount before this wording was not seen. Due again for each year."
_ORIGINAL: Final = "The wording is the act's original one; its first day is inferred."
_ONLY_ADVICE: Final = "Advice, not statute. Last revised in 2011; the day in that year is assumed."

# fmt: off
#: The law as it was last read.
SWEDEN: Final = Law(
    # --- what the debtor owes for measures. The ordinance was repealed in 2013; the amounts moved into the act.
    # "... med högst 1. femtio kronor för skriftlig betalningspåminnelse,"
    reminder_fee_max=_parameter(
        "reminder_fee_max", "LC-12", Unit.MONEY, DateKey.MEASURE_TAKEN,
        _from("2003-07-01", Money.of(50), _OLD_FEES, "p. 1", "SFS 2003:294"),
        _from("2013-03-16", Money.of(60), _FEES, "4 §", "SFS 2013:56"),
    ),
    # "2. etthundrasextio kronor för krav"
    demand_fee_max=_parameter(
        "demand_fee_max", "LC-12", Unit.MONEY, DateKey.MEASURE_TAKEN,
        _from("2003-07-01", Money.of(160), _OLD_FEES, "p. 2", "SFS 2003:294"),
        _from("2013-03-16", Money.of(180), _FEES, "4 §", "SFS 2013:56"),
    ),
    # "3. etthundrafemtio kronor för upprättande av amorteringsplan"
    instalment_plan_fee_max=_parameter(
        "instalment_plan_fee_max", "LC-12", Unit.MONEY, DateKey.MEASURE_TAKEN,
        _from("2003-07-01", Money.of(150), _OLD_FEES, "p. 3", "SFS 2003:294"),
        _from("2013-03-16", Money.of(170), _FEES, "4 §", "SFS 2013:56"),
    ),
    late_payment_compensation=_parameter(
        "late_payment_compensation", "LC-12", Unit.MONEY, DateKey.INTEREST_BEGAN,
        _from("2002-07-01", None, _FEES, "4 a §", "SFS 2013:56", note=_NO_SECTION),
        _from("2013-03-16", Money.of(450), _FEES, "4 a §", "SFS 2013:56", note=_OLD_CONTRACTS),
    ),

    # --- late interest
    reference_rate=REFERENCE_RATE,
    # "... den vid varje tid gällande referensräntan enligt 9 § med ett tillägg av åtta procentenheter."
    late_interest_margin=_parameter(
        "late_interest_margin", "OWN-9", Unit.POINTS, DateKey.EACH_DAY,
        _from("2002-07-01", Decimal("8.00"), _INTEREST, "6 §", "SFS 2002:352"),
        _from("2013-03-16", Decimal("8.00"), _INTEREST, "6 § st. 1", "SFS 2013:55"),
    ),
    # "... den vid varje tid gällande referensräntan enligt 9 § med ett tillägg av två procentenheter."
    refund_interest_margin=_parameter(
        "refund_interest_margin", "OWN-9", Unit.POINTS, DateKey.EACH_DAY,
        _from("2002-07-01", Decimal("2.00"), _INTEREST, "5 §", "SFS 2002:352"),
    ),
    # "... från den dag som infaller trettio dagar efter det att borgenären har avsänt en räkning"
    interest_wait_days=_parameter(
        "interest_wait_days", "OWN-9", Unit.DAYS, DateKey.CLAIM_SENT,
        _from("2002-07-01", 30, _INTEREST, "4 §", "SFS 2002:352", note=_RULE_IS_OLDER),
    ),
    # "... utan att det när kravet framställs behöver anges att underlåtenhet att betala medför skyldighet att utge
    # ränta." And: "Bestämmelsen i 4 § andra stycket gäller inte för krav som framställts före ikraftträdandet."
    business_statement_not_needed=_parameter(
        "business_statement_not_needed", "OWN-9", Unit.RULE, DateKey.CLAIM_SENT,
        _from("1976-01-01", None, "SFS 2002:352", "p. 2", certainty=Certainty.STATUTE, note=_NOT_EARLIER),
        _from("2002-07-01", _HOLDS, _INTEREST, "4 § st. 2", "SFS 2002:352"),
    ),
    # "Ett avtalsvillkor som innebär att räntan ska beräknas enligt en lägre räntefot ... är utan verkan mot borgenären"
    public_lower_rate_void=_parameter(
        "public_lower_rate_void", "OWN-9", Unit.RULE, DateKey.EACH_DAY,
        _from("2002-07-01", None, _INTEREST, "1 §", "SFS 1987:327", note=_NO_RULE),
        _from("2013-03-16", _HOLDS, _INTEREST, "6 § st. 2", "SFS 2013:55"),
    ),
    # "Ett avtalsvillkor som innebär att gäldenären inte är skyldig att betala ränta ... är utan verkan mot borgenären"
    business_waiver_void=_parameter(
        "business_waiver_void", "OWN-9", Unit.RULE, DateKey.EACH_DAY,
        _from("2002-07-01", None, _INTEREST, "1 §", "SFS 1987:327", note=_NO_RULE),
        _from("2013-03-16", _HOLDS, _INTEREST, "4 a §", "SFS 2013:55"),
    ),

    # --- the enforcement authority
    application_fee=_parameter(
        "application_fee", "LC-10", Unit.MONEY, DateKey.CASE_FILED,
        _from("2008-12-12", Money.of(300), _AUTHORITY, "1 §", "SFS 2008:893", note=_EARLIER_UNSEEN),
    ),
    representative_fee_max=_parameter(
        "representative_fee_max", "LC-12", Unit.MONEY, DateKey.CASE_FILED,
        _from("2003-10-01", Money.of(340), "SFS 1991:1340", "1 §", "SFS 2003:577", certainty=_INFERRED, note=_LAST_CHANGE),
        _from("2014-01-01", Money.of(380), "SFS 1990:746", "48 §", "SFS 2013:1062"),
    ),
    assistance_fee_max=_parameter(
        "assistance_fee_max", "LC-12", Unit.MONEY, DateKey.CASE_FILED,
        _from("2003-10-01", Money.of(375), "SFS 1991:1340", "1 §", "SFS 2003:577", certainty=_INFERRED, note=_LAST_CHANGE),
        _from("2014-01-01", Money.of(420), "SFS 1990:746", "48 §", "SFS 2013:1062"),
    ),
    enforcement_fee=_parameter(
        "enforcement_fee", "LC-10", Unit.MONEY, DateKey.CASE_FILED,
        _from("2017-07-01", Money.of(600), _AUTHORITY, "6 §", "SFS 2017:471", note=_SURELY),
    ),

    # --- the agency's services to the creditor
    vat_percent=_parameter(
        "vat_percent", "LC-11", Unit.PERCENT, DateKey.SERVICE_SUPPLIED,
        _from("2023-07-01", Decimal(25), "SFS 2023:200", "9 kap. 2 §", certainty=Certainty.STATUTE),
    ),

    # --- when a claim is prescribed
    # "En fordran preskriberas tio år efter tillkomsten, om inte preskriptionen avbryts dessförinnan."
    prescription_years=_parameter(
        "prescription_years", "OWN-10", Unit.YEARS, DateKey.CLAIM_AROSE,
        _from("1982-01-01", 10, _PRESCRIPTION, "2 §", certainty=_INFERRED, note=_ORIGINAL),
    ),
    # "Preskriptionstiden är dock tre år för fordran mot en konsument"
    consumer_prescription_years=_parameter(
        "consumer_prescription_years", "OWN-10", Unit.YEARS, DateKey.CLAIM_AROSE,
        _from("1982-01-01", 3, _PRESCRIPTION, "2 § st. 2", certainty=_INFERRED, note=_ORIGINAL),
    ),

    # --- the time that a demand gives
    demand_days_min=_parameter(
        "demand_days_min", "OWN-6", Unit.DAYS, DateKey.MEASURE_TAKEN,
        _from("2011-01-01", 8, _ADVICE, "s. 26", certainty=_INFERRED, note=_ONLY_ADVICE),
    ),
    demand_bank_days_min=_parameter(
        "demand_bank_days_min", "OWN-6", Unit.BANK_DAYS, DateKey.MEASURE_TAKEN,
        _from("2011-01-01", 4, _ADVICE, "s. 26", certainty=_INFERRED, note=_ONLY_ADVICE),
    ),
)
# fmt: on
