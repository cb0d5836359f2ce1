"""
The law's numbers, dated and cited, and what follows from them: interest, costs, days.

:mod:`.parameter` says what a number of the law is, :mod:`.sweden` holds the Swedish ones. What the *service* says is
not law: it stands in the policy. The modules are the API; the package itself hands nothing on.
"""

__all__: tuple[str, ...] = ()
