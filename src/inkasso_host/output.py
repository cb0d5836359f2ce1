"""Results as plain data: JSON, CSV, and what the tables and the report are made of. No debtor's name in any."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from inkasso_host import texts
from inkasso_host.creditors import CreditorFile
from inkasso_host.judging import Judged, Summary, summary
from inkasso_host.reading import Reading
from inkasso_rules.contents import effective_due_date
from inkasso_rules.eligibility import Decision
from inkasso_rules.explain import sentence
from inkasso_rules.model.cases import Stage
from inkasso_rules.reasons import Block
from inkasso_rules.rules import RuleSet

__all__ = ["Result", "as_csv", "as_json", "differences", "notes", "reasons", "safe", "title", "verdict"]


@attrs.frozen(kw_only=True)
class Result:
    """
    Everything that is said of one ledger on one day.

    Attributes:
        file: The ledger's name.

        as_of: The day.

        reading: What was read.

        by: For whom it was judged.

        judged: The decisions.

        rules: The rule sets, in the order of the decisions.

        lang: The language of all words.
    """

    file: str
    as_of: dt.date
    reading: Reading
    by: CreditorFile
    judged: tuple[Judged, ...]
    rules: tuple[RuleSet[Any, Any], ...]
    lang: str

    @property
    def rules_names(self) -> tuple[str, ...]:
        """The names of the rule sets."""
        return tuple(rules.name for rules in self.rules)

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """One summary for each rule set."""
        return tuple(summary(self.judged, place, name) for place, name in enumerate(self.rules_names))


def title(result: Result) -> str:
    """Say what was judged."""
    return texts.say("title", result.lang, file=result.file, rows=result.reading.rows, as_of=result.as_of)


def _words(block: Block, decision: Decision, lang: str) -> str:
    """Say one reason."""
    return sentence(block, candidate=decision.candidate, lang=lang)


def verdict(decision: Decision, lang: str) -> str:
    """Say yes, from when, or no."""
    later = None if decision.eligible else decision.eligible_from
    return texts.say("from", lang, day=later) if later else texts.yes_no(answer=decision.eligible, lang=lang)


def reasons(one: Judged, lang: str) -> tuple[str, ...]:
    """Say the reasons of all rule sets; one that all give is said once, and another one with its way."""
    return _merged(((each, each.blocks) for each in one.decisions), lang)


def notes(one: Judged, lang: str) -> tuple[str, ...]:
    """Say the warnings, as the reasons are said."""
    return _merged(((each, each.warnings) for each in one.decisions), lang)


def _merged(found: Iterable[tuple[Decision, tuple[Block, ...]]], lang: str) -> tuple[str, ...]:
    judged = tuple(found)
    ways: dict[str, list[str]] = {}
    for decision, blocks in judged:
        for block in blocks:
            ways.setdefault(_words(block, decision, lang), []).append(texts.way(decision.rules_name, lang))
    return tuple(
        text if len(names) == len(judged) else f"{names[0].capitalize()}: {text}" for text, names in ways.items()
    )


def differences(judged: Sequence[Judged]) -> Mapping[str, Mapping[str, int]]:
    """Count, for invoices that may go one way only, what keeps them from the other; ``invoices`` counts them."""
    found: dict[str, dict[str, int]] = {"only_manual": {"invoices": 0}, "only_automatic": {"invoices": 0}}
    for both in (one.both_ways for one in judged if one.differs):
        way, blocks = (
            ("only_manual", both.automatic.blocks) if both.manual.eligible else ("only_automatic", both.manual.blocks)
        )
        for key in ("invoices", *(block.code for block in blocks)):
            found[way][key] = found[way].get(key, 0) + 1
    return found


# --- JSON -------------------------------------------------------------------------------------------------------------
def as_json(result: Result) -> str:
    """Return everything as JSON; days as ISO 8601, amounts as text in major units."""
    names, lang = result.rules_names, result.lang
    content = {
        "ledger": result.file,
        "as_of": result.as_of,
        "language": lang,
        "settings_given": not result.by.assumed,
        "policy_digest": result.by.policy.digest,
        "rules_digest": {rules.name: rules.digest for rules in result.rules},
        "rows": result.reading.rows,
        "refused_rows": result.reading.refused_rows,
        "problems": [{**_plain(found), "words": texts.problem(found, lang)} for found in result.reading.problems],
        "assumed": [{**_plain(told), "words": texts.assumption(told, lang)} for told in result.reading.assumed],
        "unused_columns": result.reading.unused,
        "summaries": {one.rules_name: _summary(one) for one in result.summaries},
        "differences": differences(result.judged) if len(names) > 1 else None,
        "invoices": [
            {
                "invoice_id": one.invoice.invoice_id,
                "number": one.invoice.number,
                **{name: _decision(each, lang) for name, each in zip(names, one.decisions, strict=True)},
            }
            for one in result.judged
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _plain(told: attrs.AttrsInstance) -> dict[str, Any]:
    return attrs.asdict(told, recurse=False)


def _summary(one: Summary) -> dict[str, Any]:
    return {
        **_plain(one),
        "totals": {total.currency: str(total.decimal) for total in one.totals},
        "reasons": dict(one.reasons),
        "warnings": dict(one.warnings),
        "next_day": one.next_day and {"day": one.next_day[0], "invoices": one.next_day[1]},
        "nearly": dict(one.nearly),
    }


def _decision(decision: Decision, lang: str) -> dict[str, Any]:
    return {
        "eligible": decision.eligible,
        "eligible_from": decision.eligible_from,
        "start_stage": _start_stage(decision),
        "blocks": [_block(block, decision, lang) for block in decision.blocks],
        "warnings": [_block(block, decision, lang) for block in decision.warnings],
    }


def _start_stage(decision: Decision) -> Stage | None:
    """Return where the case starts, if there may be one."""
    return decision.start_stage if decision.eligible else None


def _block(block: Block, decision: Decision, lang: str) -> dict[str, Any]:
    return {
        "code": block.code,
        "requirement": block.requirement,
        "words": _words(block, decision, lang),
        "observed": {seen.field: seen.value for seen in block.observed},
        "wanted": str(block.wanted),
        "clears_on": block.clears_on,
        "source": block.source,
        "mendable": block.mendable,
    }


# --- CSV --------------------------------------------------------------------------------------------------------------
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_csv(result: Result) -> str:
    """Return one line for each invoice: reasons and warnings as codes, separated by spaces."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    said = ("eligible", "eligible_from", "start_stage", "reasons", "warnings")
    judged = [f"{name}_{part}" for name in result.rules_names for part in said]
    writer.writerow(["number", "invoice_id", "due_date", "currency", "open_amount", *judged])
    for one in result.judged:
        invoice, amount = one.invoice, one.invoice.open_amount
        facts = [effective_due_date(invoice), amount and amount.currency, amount and amount.decimal]
        cells = [cell for decision in one.decisions for cell in _cells(decision)]
        writer.writerow([safe(invoice.number), safe(invoice.invoice_id), *facts, *cells])
    return text.getvalue()


def _cells(decision: Decision) -> tuple[object, ...]:
    return (
        "yes" if decision.eligible else "no",
        decision.eligible_from,
        _start_stage(decision),
        " ".join(decision.codes),
        " ".join(block.code for block in decision.warnings),
    )
