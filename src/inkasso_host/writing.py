"""Writes results."""

from __future__ import annotations

from pathlib import Path

from inkasso_host.reading import HostInputError

__all__ = ["WriteError", "write"]


class WriteError(HostInputError):
    """
    Results cannot be written.

    Attributes:
        file: The file's name.

        fault: What happened.
    """

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(file, fault)
        self.file, self.fault = file, fault

    def __str__(self) -> str:
        return f"{self.file} cannot be written ({self.fault}); wanted a place where it can be."


def write(path: Path, content: str | bytes) -> None:
    """
    Write bytes, or a text in UTF-8, making the folder if needed.

    Raises:
        WriteError: If that is not possible.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except (OSError, ValueError) as fault:
        raise WriteError(path.name, getattr(fault, "strerror", None) or "the path is not usable") from None
