"""What ``inkasso lifecycle`` prints is what the machine runs."""

import pytest

from inkasso_host.cli import EXIT_FINE, EXIT_UNUSABLE, main
from inkasso_rules.lifecycle import TRANSITIONS
from inkasso_rules.lifecycle.diagram import HEADS, markdown, mermaid

Capture = pytest.CaptureFixture[str]


def _printed(capsys: Capture, *options: str) -> str:
    assert EXIT_FINE == main(["lifecycle", *options])
    return capsys.readouterr().out


def test_the_table_comes_first_and_then_the_diagram(capsys: Capture) -> None:
    """Without options every row is listed by its id, in their order; the diagram follows as it is."""
    table, _, diagram = _printed(capsys).partition("stateDiagram-v2\n")
    lines = [line.split() for line in table.splitlines() if line.strip()]
    ids = {row.row_id for row in TRANSITIONS}
    assert " ".join(HEADS).split() == lines[0]
    assert [row.row_id for row in TRANSITIONS] == [line[0] for line in lines if line[0] in ids]
    assert mermaid() == f"stateDiagram-v2\n{diagram.rstrip()}"


def test_a_narrow_table_loses_nothing(capsys: Capture) -> None:
    """A long code is broken, not cut."""
    assert "…" not in _printed(capsys)


def test_markdown(capsys: Capture) -> None:
    """The table and the diagram as the docs have them."""
    assert f"{markdown()}\n\n```mermaid\n{mermaid()}\n```\n" == _printed(capsys, "--format", "markdown")


def test_the_diagram_alone(capsys: Capture) -> None:
    """For a tool that draws it."""
    assert f"{mermaid()}\n" == _printed(capsys, "--format", "mermaid")


def test_another_format_is_refused(capsys: Capture) -> None:
    """The command says which ones there are."""
    with pytest.raises(SystemExit) as caught:
        main(["lifecycle", "--format", "svg"])
    assert EXIT_UNUSABLE == caught.value.code
    assert "invalid choice: 'svg' (choose from 'text', 'markdown', 'mermaid')" in capsys.readouterr().err
