"""The errors of a service as a list that people can read: read off its error classes and its translator."""

import importlib
import inspect
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import grpc

from fixline_rpc.errors import ErrorTranslator

Code = grpc.StatusCode

REMEDIES: Final[Mapping[grpc.StatusCode, str]] = {
    Code.CANCELLED: "Repeat the call, with its `request_id`, unless you cancelled it yourself.",
    Code.INVALID_ARGUMENT: "Correct the fields that `BadRequest` names; the same call fails again.",
    Code.NOT_FOUND: "Treat it as not there: it does not exist, or the acting user may not see it.",
    Code.PERMISSION_DENIED: "Leave it; somebody else, or another role, has to do this.",
    Code.UNAUTHENTICATED: "Send the token that this service knows the caller by.",
    Code.FAILED_PRECONDITION: "Read what it is about and decide anew; the same call helps only once that has changed.",
    Code.ABORTED: "Read it again, decide anew, and call with what was read.",
    Code.ALREADY_EXISTS: "Use what is there, or another name.",
    Code.RESOURCE_EXHAUSTED: "Repeat the call, with its `request_id`, after `RetryInfo.retry_delay`.",
    Code.UNAVAILABLE: "Repeat the call, with its `request_id`, after `RetryInfo.retry_delay`.",
    Code.DEADLINE_EXCEEDED: "Repeat the call, with its `request_id`: it may or may not have happened.",
    Code.UNIMPLEMENTED: "Call a method that this release has.",
    Code.DATA_LOSS: "Report it; repeating does not help.",
    Code.INTERNAL: "Report it with the trace id: it is a bug.",
}
"""What a caller does about an error, unless its service knows better."""
WORTH_REPEATING: Final = frozenset({Code.RESOURCE_EXHAUSTED, Code.UNAVAILABLE})
"""With these the same call may succeed later, and the answer says when to try. Not ABORTED: a call with a stale
etag stays stale, whenever it is repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorEntry:
    """One reason. `message` and the values of `metadata` are templates; `retry_after` is in seconds."""

    reason: str
    code: grpc.StatusCode
    when: str
    remedy: str
    message: str
    metadata: Mapping[str, str]
    retry_after: float | None


def entries(
    kinds: Sequence[type[Exception]],
    translate: ErrorTranslator,
    remedies: Mapping[type[Exception], str],
    samples: Mapping[str, object],
) -> list[ErrorEntry]:
    """Return an entry per error class, by status and reason.

    Every class is constructed with its parameters' names for values; `samples` has others, by name. Raises
    ValueError for a class without a docstring of its own, and for one that the translator does not know.
    """
    found = [_entry(kind, translate, remedies.get(kind), samples) for kind in kinds]
    return sorted(found, key=lambda entry: (entry.code.value[0], entry.reason))


def leaves(root: type[Exception], package: ModuleType) -> list[type[Exception]]:
    """Return the error classes without subclasses under `root` that any module of the package defines."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [kind for kind in _leaves(root) if kind.__module__.startswith(package.__name__)]


def _leaves(kind: type[Exception]) -> list[type[Exception]]:
    return [leaf for below in kind.__subclasses__() for leaf in _leaves(below)] or [kind]


def _entry(
    kind: type[Exception], translate: ErrorTranslator, remedy: str | None, samples: Mapping[str, object]
) -> ErrorEntry:
    failure = translate(_sample(kind, samples))
    if failure is None or not vars(kind).get("__doc__"):
        raise ValueError(f"{kind.__name__} needs a status and a docstring that says when it is raised")
    return ErrorEntry(
        reason=failure.reason,
        code=failure.code,
        when=inspect.cleandoc(str(kind.__doc__)),
        remedy=remedy or REMEDIES[failure.code],
        message=failure.message,
        metadata=dict(failure.metadata),
        retry_after=failure.retry_after,
    )


class _Placeholder(str):
    """A parameter's name in braces; asked for an attribute, the attribute's."""

    __slots__ = ()

    def __getattr__(self, name: str) -> "_Placeholder":
        return _Placeholder(f"{{{name}}}")


def _sample(kind: type[Exception], samples: Mapping[str, object]) -> Exception:
    if kind.__init__ is Exception.__init__:
        return kind("{what went wrong}")
    given: list[Any] = []
    named: dict[str, Any] = {}
    for each in inspect.signature(kind).parameters.values():
        value = samples.get(each.name, _Placeholder(f"{{{each.name}}}"))
        if each.kind is each.KEYWORD_ONLY:
            named[each.name] = value
        elif each.kind is each.POSITIONAL_OR_KEYWORD:
            given.append(value)
    return kind(*given, **named)
