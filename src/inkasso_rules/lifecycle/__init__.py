"""
The life of a case: from transfer through reminder, demand, legal action and after-collection to its end.

This package owns every change of a case; no other module compares stages to decide one. :data:`TRANSITIONS` is the
whole of it as a table. Facts move a case and are never refused; what they break is reported. Requests are questions and
may be refused. Nothing is sent from here: a step lists what the host is to send.
"""

from inkasso_rules.lifecycle.acting import NoOpeningError
from inkasso_rules.lifecycle.case import Case, Correction, Step
from inkasso_rules.lifecycle.checks import Breach, Ground, GroundError
from inkasso_rules.lifecycle.days import Pause
from inkasso_rules.lifecycle.machine import FactConflictError, MixedCasesError, NotAFactError, advance, fold, open_case
from inkasso_rules.lifecycle.observing import decided, observe, received
from inkasso_rules.lifecycle.requests import Granted, Obstacle, Request, RequestError, RequestKind, ask
from inkasso_rules.lifecycle.steps import NextStep, Wait, WaitFor, next_steps
from inkasso_rules.lifecycle.table import TABLE, TRANSITIONS, TableError, Transition, index
from inkasso_rules.model.disputes import Dispute

__all__ = [
    "TABLE",
    "TRANSITIONS",
    "Breach",
    "Case",
    "Correction",
    "Dispute",
    "FactConflictError",
    "Granted",
    "Ground",
    "GroundError",
    "MixedCasesError",
    "NextStep",
    "NoOpeningError",
    "NotAFactError",
    "Obstacle",
    "Pause",
    "Request",
    "RequestError",
    "RequestKind",
    "Step",
    "TableError",
    "Transition",
    "Wait",
    "WaitFor",
    "advance",
    "ask",
    "decided",
    "fold",
    "index",
    "next_steps",
    "observe",
    "open_case",
    "received",
]
