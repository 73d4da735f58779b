"""Use cases that may refuse only for the reasons that their method declares."""

import inspect
import re
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def held_to_reasons(use_cases: T, method_reasons: Mapping[str, frozenset[str]]) -> T:
    """Hold each use case of a map of maps to the reasons of the method that is called like it; return the map.

    A refusal is an exception with a `reason`. One that is not declared becomes an AssertionError, whether a
    test expected it or not. Use cases without a method are left alone, and those that are streams.

    Raise LookupError for a method whose use case is in none of the maps, or in several.
    """
    for method, reasons in method_reasons.items():
        name = use_case_of(method)
        found = [each for each in vars(use_cases).values() if hasattr(each, name)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} use cases are called {name}, as {method} is")
        use_case = getattr(found[0], name)
        if not inspect.isasyncgenfunction(type(use_case).__call__):
            setattr(found[0], name, Held(use_case, method, reasons))
    return use_cases


def use_case_of(method: str) -> str:
    """Return what the use case of `fixline.tickets.v1.TicketService/GetTicket` is called: `get_ticket`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", method.rpartition("/")[2]).lower()


class Held:
    """Is called like the use case, and has what it has."""

    def __init__(self, use_case: Any, method: str, reasons: frozenset[str]) -> None:
        self._use_case, self._method, self._reasons = use_case, method, reasons

    async def __call__(self, *given: Any, **named: Any) -> Any:
        try:
            return await self._use_case(*given, **named)
        except Exception as error:
            reason = getattr(error, "reason", None)
            if reason is not None and reason not in self._reasons:
                raise AssertionError(f"{self._method} does not declare {reason}") from error
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._use_case, name)
