"""What stands around a journal: SIE files, the invoices in them, bank rows, the clearing account, listings."""

__all__: tuple[str, ...] = ()
