"""Where a test knows better than the types, or means to break them."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def present(found: T | None) -> T:
    """Return what must be there; raise AssertionError on None."""
    if found is None:
        raise AssertionError("found nothing")
    return found


def of_kind(kind: type[T], found: object) -> T:
    """Return what must be of that kind; raise AssertionError otherwise."""
    if not isinstance(found, kind):
        raise AssertionError(f"expected a {kind.__name__}: {found!r}")  # noqa: TRY004  # a test's expectation
    return found


def loosely(call: Callable[..., T], /, *given: object, **named: object) -> T:
    """Call with arguments that a table of cases holds, or that no type allows: what is refused is the test's matter."""
    return call(*given, **named)
