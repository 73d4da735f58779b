"""The list of errors says what the code says."""

import ast
from dataclasses import dataclass
from pathlib import Path

import grpc
import pytest

import fixline_rpc
from fixline_rpc.catalogue import REMEDIES, WORTH_REPEATING, entries, leaves
from fixline_rpc.errors import RpcFailure
from fixline_rpc.own_errors import OWN_ERRORS

BY_THE_CORE = "CANCELLED"
"""Answered where nothing of ours has seen the call."""
SOURCES = sorted(Path(fixline_rpc.__file__).parent.rglob("*.py"))


def reasons_in(source: Path) -> dict[str, str]:
    """Return reason and message of every failure that the framework makes up itself."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(source.read_text())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        values = {keyword.arg: keyword.value for keyword in node.keywords}
        if node.func.id == "_unauthenticated":
            values = dict(zip(("reason", "message"), node.args, strict=True))
        reason, message = values.get("reason"), values.get("message")
        if node.func.id in {"RpcFailure", "_unauthenticated"} and isinstance(reason, ast.Constant):
            found[str(reason.value)] = ast.literal_eval(message) if isinstance(message, ast.Constant) else ""
    return found


def test_every_failure_of_the_framework_is_listed() -> None:
    made = {
        reason: message
        for source in SOURCES
        if source.stem != "own_errors"
        for reason, message in reasons_in(source).items()
    }
    listed = {entry.reason: entry.message for entry in OWN_ERRORS}
    assert set(made) | {BY_THE_CORE} == set(listed)
    assert {reason: message for reason, message in made.items() if message} == {
        reason: listed[reason] for reason, message in made.items() if message
    }


def test_what_is_worth_repeating_says_when() -> None:
    assert all((entry.retry_after is not None) == (entry.code in WORTH_REPEATING) for entry in OWN_ERRORS)
    assert set(REMEDIES) >= WORTH_REPEATING


class RootError(Exception):
    pass


@dataclass
class Lamp:
    number: int


class LampError(RootError):
    """The lamp is off."""

    def __init__(self, lamp: Lamp, *, state: str) -> None:
        super().__init__(f"lamps/{lamp.number} is {state}")
        self.state = state


class SilentError(RootError):
    pass


def translate(error: Exception) -> RpcFailure | None:
    if isinstance(error, LampError):
        metadata = {"state": error.state}
        return RpcFailure(code=grpc.StatusCode.ABORTED, reason="LAMP", message=str(error), metadata=metadata)
    return None


def test_an_entry_is_read_off_its_class() -> None:
    (entry,) = entries([LampError], translate, {}, {"state": "OFF"})
    assert (entry.reason, entry.code, entry.when) == ("LAMP", grpc.StatusCode.ABORTED, "The lamp is off.")
    assert (entry.message, entry.metadata) == ("lamps/{number} is OFF", {"state": "OFF"})
    assert entry.remedy == REMEDIES[grpc.StatusCode.ABORTED]
    (entry,) = entries([LampError], translate, {LampError: "Switch it on."}, {})
    assert entry.remedy == "Switch it on."


def test_an_error_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="SilentError needs a status and a docstring"):
        entries([SilentError], translate, {}, {})


def test_leaves_are_those_of_the_package() -> None:
    assert leaves(RootError, fixline_rpc) == []
