"""Decides which invoices may go to debt collection in Sweden, and why. Pure: values in, values out."""

__all__ = ["__version__"]

__version__ = "0.1.0"
