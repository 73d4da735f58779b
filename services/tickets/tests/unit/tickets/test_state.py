"""The transition table is the one of the design, in full."""

from itertools import product

import pytest

from tickets_service.domain.state import COMPLETED, OPEN_WORK, QUEUE, Category, State, states_in

ALLOWED = {
    "OPEN": "IN_PROGRESS WAITING_REPORTER WAITING_VENDOR RESOLVED REJECTED DUPLICATE CANCELLED",
    "IN_PROGRESS": "OPEN WAITING_REPORTER WAITING_VENDOR RESOLVED DUPLICATE CANCELLED",
    "WAITING_REPORTER": "IN_PROGRESS RESOLVED CANCELLED",
    "WAITING_VENDOR": "IN_PROGRESS RESOLVED CANCELLED",
    "RESOLVED": "CLOSED IN_PROGRESS",
}


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_every_pair(before: State, after: State) -> None:
    assert before.may_become(after) == (after.value in ALLOWED.get(before.value, "").split())


def test_terminal_states() -> None:
    terminal = {State.CLOSED, State.CANCELLED, State.REJECTED, State.DUPLICATE}
    assert {state for state in State if state.terminal} == terminal


def test_categories() -> None:
    assert states_in(Category.ACTIVE) == QUEUE == {State.OPEN, State.IN_PROGRESS}
    assert states_in(Category.PAUSED) == {State.WAITING_REPORTER, State.WAITING_VENDOR}
    assert states_in(Category.DONE) == set(State) - OPEN_WORK
    assert states_in(Category.DONE) > COMPLETED
