"""Answers survive being kept as JSON, and those that earlier releases kept are still read."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from tickets_service.adapters.outbound.pydantic.stored_answers import (
    ANSWERS,
    UnreadableAnswerError,
    answer_from,
    stored,
)
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.tickets.verbs import Verb

from .answered import ANSWERED, CLOSED, CREATED, OF_THE_FIRST_RELEASE

STORED: Final = Path(__file__).parent / "stored"
"""As the code before wrote them; never write them anew."""


def kept(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((STORED / f"{name}.json").read_text())
    return found


def moments(value: Any) -> Any:
    """The same JSON, with all times in UTC written in one of their two ways."""
    if isinstance(value, dict):
        return {name: moments(each) for name, each in value.items()}
    if isinstance(value, list):
        return [moments(each) for each in value]
    return value.removesuffix("Z") + "+00:00" if isinstance(value, str) and value.endswith("Z") else value


@pytest.mark.parametrize("name", sorted({**ANSWERED, **OF_THE_FIRST_RELEASE}))
def test_what_earlier_releases_kept_is_read(name: str) -> None:
    expected = {**ANSWERED, **OF_THE_FIRST_RELEASE}[name]
    assert answer_from(type(expected), kept(name)) == expected


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_what_is_kept_is_what_the_release_before_reads(name: str) -> None:
    assert moments(stored(ANSWERED[name])) == kept(name)


def test_every_kind_of_answer_is_among_those_that_are_stored_here() -> None:
    assert set(ANSWERS) == {type(each) for each in ANSWERED.values()}
    assert {each.stem for each in STORED.iterdir()} == {*ANSWERED, *OF_THE_FIRST_RELEASE}


def test_what_depends_on_who_asks_is_not_kept() -> None:
    asked = replace(CREATED, followed_by=UserId(7), allowed_verbs=frozenset({Verb.TAKE}))
    again = answer_from(TicketView, json.loads(json.dumps(stored(asked))))
    assert (again.followed_by, again.allowed_verbs) == (None, frozenset())


def test_what_is_no_answer_is_not_kept() -> None:
    with pytest.raises(KeyError):
        stored("anything else")


@pytest.mark.parametrize("spoilt", [{"state": "ABLAZE"}, {"title": {"Lamp": "A"}}, {"priority": None}])
def test_a_stored_value_that_is_no_answer_is_named_without_what_people_wrote(spoilt: dict[str, Any]) -> None:
    with pytest.raises(UnreadableAnswerError) as refused:
        answer_from(TicketView, {**stored(CLOSED), **spoilt})
    (field,) = spoilt
    assert str(refused.value).startswith(f"{field}: ")
    assert "Lamp" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_stored_value_without_a_field_is_named_without_what_people_wrote() -> None:
    kept = dict(stored(CLOSED))
    del kept["title"]
    with pytest.raises(UnreadableAnswerError, match=r"^title: missing") as refused:
        answer_from(TicketView, kept)
    assert "Changed" not in str(refused.value)
