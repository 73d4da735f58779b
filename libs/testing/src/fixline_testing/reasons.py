"""Use cases that may refuse only for the reasons that their method declares."""

import dataclasses
import inspect
import re
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def held_to_reasons(use_cases: T, method_reasons: Mapping[str, frozenset[str]]) -> T:
    """Return a copy of a dataclass of use cases, each held to the reasons of the method that is called like it.

    A refusal is an exception with a `reason`. One that is not declared becomes an AssertionError, whether a
    test expected it or not. Use cases without a method are left alone, and those that are streams.
    """
    reasons = {use_case_of(method): (method, each) for method, each in method_reasons.items()}
    fields = {field.name for field in dataclasses.fields(use_cases)}  # type: ignore[arg-type]  # T is one
    answering = {name: getattr(use_cases, name) for name in fields & set(reasons)}
    held = {
        name: Held(use_case, *reasons[name])
        for name, use_case in answering.items()
        if not inspect.isasyncgenfunction(type(use_case).__call__)
    }
    return dataclasses.replace(use_cases, **held)  # type: ignore[type-var]  # T is one


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
