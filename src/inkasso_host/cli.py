"""
The ``inkasso`` command.

Exit codes: 0, all is well; 1, some rows could not be read and the results are those of the others; 2, the command or a
whole file cannot be used, and there are no results.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from inkasso_host import demo, texts
from inkasso_host.claim_commands import ANSWERS, add_commands, day
from inkasso_host.creditors import read_creditor, stand_in
from inkasso_host.invoices import Shape
from inkasso_host.journal_command import add_journal, run
from inkasso_host.judging import WAYS, judge
from inkasso_host.ledger import read_ledger
from inkasso_host.mapping import PLAIN, read_mapping
from inkasso_host.output import Result, as_csv, as_json
from inkasso_host.tables import ROWS_MAX, as_text, explained, render
from inkasso_host.writing import write
from inkasso_rules import __version__
from inkasso_rules.errors import InkassoRulesError
from inkasso_rules.lifecycle.diagram import HEADS, as_table, markdown, mermaid

__all__ = ["EXIT_BAD_ROWS", "EXIT_FINE", "EXIT_UNUSABLE", "main"]

#: Everything was read and judged.
EXIT_FINE: Final = 0
#: Some rows could not be read; the results are those of the others.
EXIT_BAD_ROWS: Final = 1
#: The command or a whole file cannot be used; there are no results.
EXIT_UNUSABLE: Final = 2

T = TypeVar("T")

# Where nobody watches, lines are long enough for a reason; a terminal says itself how wide it is.
_WIDTH: Final = 160
# Below this, work is done before a bar can be read.
_LONG: Final = 5_000

_EPILOG: Final = """\
exit codes: 0 all is well; 1 some rows could not be read (named in the output; the others were judged);
2 the command or a whole file cannot be used (no results)"""


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command and return its exit code.

    Args:
        arguments: The words after ``inkasso``; those of the process when not given.

    Raises:
        SystemExit: With 2, if the arguments cannot be understood; with 0 after ``--help`` and ``--version``.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal without å shows something else in its place, and does not lose the whole answer.
            stream.reconfigure(errors="replace")
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command == "check" and options.explain is not None and options.format != "table":
        parser.error("--explain gives a table; --format is not for it")
    try:
        return _COMMANDS[options.command](options)
    except InkassoRulesError as fault:
        print(f"inkasso: {fault}", file=sys.stderr)
        return EXIT_UNUSABLE
    except BrokenPipeError:
        # Whoever read the output has seen enough; the interpreter must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FINE


class _Once(argparse.Action):
    """Takes a value, and refuses a second one: the first would be dropped without a word."""

    is_given = False

    def __call__(self, _: object, options: argparse.Namespace, value: object, __: object = None) -> None:
        """Keep the value."""
        if self.is_given:
            raise argparse.ArgumentError(self, "given more than once; wanted it once")
        self.is_given = True
        setattr(options, self.dest, value)


class _Parser(argparse.ArgumentParser):
    """A parser whose options are given once, where they do not say that they may be repeated."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.register("action", None, _Once)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="inkasso",
        description="Tells which invoices may go to debt collection in Sweden, if not why and until when, and what is owed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"inkasso-rules {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser(
        "check",
        help="judge a ledger",
        description="Judges every invoice of a ledger. Debtors' names are read and never printed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = check.add_argument
    add("ledger", type=Path, metavar="LEDGER", help="CSV, Parquet, or the ERP's invoices in JSON; the suffix tells")
    add("--as-of", type=day, required=True, metavar="DAY", help="the day to judge by, as 2026-03-16")
    add("--rules", choices=tuple(WAYS), default="both", help="by hand, automatic, or both side by side (default)")
    add("--settings", type=Path, metavar="FILE", help="the creditor, its settings and the policy, in TOML")
    add("--mapping", type=Path, metavar="FILE", help="how the ledger's columns are read, in TOML")
    add("--format", choices=("table", "json", "csv"), default="table", help="of the output (default: table)")
    add("--lang", choices=texts.LANGUAGES, default="en", help="language of all words (default: en)")
    add("--encoding", metavar="E", help="of a CSV file (default: the mapping's, else UTF-8)")
    add("--explain", metavar="NUMBER", help="show one invoice rule by rule")
    add("--all", action="store_true", help=f"list all invoices in the table, not only the first {ROWS_MAX}")
    add("--out", type=Path, metavar="FILE", help="write there, and not to the terminal")
    show = commands.add_parser(
        "demo",
        help="judge the bundled example ledger, and follow its cases through a year",
        description="Judges the example ledger both ways, transfers what may go, and follows the cases for a year.",
    )
    show.add_argument("--out", type=Path, default=Path("out"), metavar="FOLDER", help="for the results (default: out)")
    show.add_argument("--lang", choices=texts.LANGUAGES, default="en", help="language of all words (default: en)")
    life = commands.add_parser(
        "lifecycle",
        help="show what happens to a case",
        description="Prints every change of a case: the table of all rows, then a diagram of the stages.",
    )
    life.add_argument(
        "--format",
        choices=("text", "markdown", "mermaid"),
        default="text",
        help="of the output; mermaid is the diagram alone (default: text)",
    )
    add_commands(commands)
    add_journal(commands)
    return parser


def _check(options: argparse.Namespace) -> int:
    result = _result(options)
    if options.explain is not None:
        chosen = [one for one in result.judged if one.invoice.number == options.explain]
        if not chosen:
            print(f"inkasso: {texts.say('no_invoice', options.lang, number=options.explain)}", file=sys.stderr)
            return EXIT_UNUSABLE
        parts = explained(chosen[0], result.by, ways=options.rules, lang=options.lang)
        _put(lambda width, colours: render(parts, width=width, colours=colours), options.out)
    elif options.format == "table":
        rows_max = None if options.all else ROWS_MAX
        _put(lambda width, colours: render(as_text(result, rows_max), width=width, colours=colours), options.out)
    else:
        _put(lambda *_: (as_json if options.format == "json" else as_csv)(result), options.out)
    if options.format == "csv" or options.explain is not None or options.out is not None:
        # These forms have no room for problems; they must be seen all the same.
        for found in result.reading.problems:
            print(texts.problem(found, options.lang), file=sys.stderr)
    return EXIT_BAD_ROWS if result.reading.problems else EXIT_FINE


def _result(options: argparse.Namespace) -> Result:
    by = stand_in(options.as_of) if options.settings is None else read_creditor(options.settings)
    lang, as_of = options.lang, options.as_of
    shape = Shape(
        as_of=as_of,
        ledger_currency=by.creditor.ledger_currency,
        mapping=PLAIN if options.mapping is None else read_mapping(options.mapping),
        watch=lambda entries: _watched(entries, texts.say("reading", lang), None),
    )
    reading = read_ledger(options.ledger, shape, encoding=options.encoding)
    invoices = _watched(reading.invoices, texts.say("judging", lang), len(reading.invoices))
    return Result(
        file=options.ledger.name,
        as_of=as_of,
        reading=reading,
        by=by,
        judged=judge(invoices, by, ways=options.rules, as_of=as_of),
        rules=WAYS[options.rules],
        lang=lang,
    )


def _watched(items: Iterable[T], words: str, total: int | None) -> Iterable[T]:
    """Show a bar on the terminal that errors go to, if somebody may be watching and it takes a while."""
    if not sys.stderr.isatty() or (total is not None and total < _LONG):
        return items
    return track(items, description=words, total=total, console=Console(stderr=True), transient=True)


def _put(make: Callable[[int, bool], str], out: Path | None) -> None:
    """Write the results to a file, or to the terminal in its width and with its colours."""
    if out is not None:
        write(out, make(_WIDTH, False))  # noqa: FBT003 - a file has no colours; the callable takes both in order.
        return
    watched = sys.stdout.isatty()
    sys.stdout.write(make(shutil.get_terminal_size().columns if watched else _WIDTH, watched))
    sys.stdout.flush()


def _answer(options: argparse.Namespace) -> int:
    answer = ANSWERS[options.command](options)
    _put(
        lambda width, colours: answer if isinstance(answer, str) else render(answer, width=width, colours=colours),
        options.out,
    )
    return EXIT_FINE


def _journal(options: argparse.Namespace) -> int:
    ran = run(options)
    for line in ran.problems:
        print(line, file=sys.stderr)
    if ran.is_whole is None:
        return EXIT_UNUSABLE
    sys.stdout.write("".join(f"{line}\n" for line in ran.lines))
    return EXIT_FINE if ran.is_whole else EXIT_BAD_ROWS


def _demo(options: argparse.Namespace) -> int:
    watched = sys.stdout.isatty()
    parts = demo.run(options.out, lang=options.lang)
    sys.stdout.write(render(parts, width=shutil.get_terminal_size().columns if watched else _WIDTH, colours=watched))
    return EXIT_FINE


def _lifecycle(options: argparse.Namespace) -> int:
    diagram = mermaid()
    match options.format:
        case "text":
            _put(lambda width, colours: render((_listed(), Text(diagram)), width=width, colours=colours), None)
        case "markdown":
            print(f"{markdown()}\n\n```mermaid\n{diagram}\n```")
        case _:
            print(diagram)
    return EXIT_FINE


def _listed() -> Table:
    """Return the rows of the lifecycle; a narrow terminal breaks their texts, and loses none."""
    table = Table(box=box.SIMPLE, pad_edge=False, collapse_padding=True)
    for head in HEADS:
        table.add_column(head, overflow="fold")
    for row in as_table():
        table.add_row(*map(Text, row))
    return table


_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = MappingProxyType(
    {
        "check": _check,
        "demo": _demo,
        "journal": _journal,
        "lifecycle": _lifecycle,
        **dict.fromkeys(ANSWERS, _answer),
    }
)
