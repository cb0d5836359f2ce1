"""What there is: amounts, days, parties, invoices and settings as frozen values. Nothing here decides anything."""

__all__: tuple[str, ...] = ()
