"""
The base class of every error that the library raises.

Each error class stands beside the function that raises it. An error means that the caller broke a contract; what the
world refuses (a blocked invoice, a refused request) is a returned value and never an exception.
"""

__all__ = ["InkassoRulesError"]


class InkassoRulesError(Exception):
    """
    Base of all errors of this library.

    Every fact of an error is an attribute, and ``str(error)`` is one sentence. No message holds a name, an identifier
    or free text of a debtor.
    """
