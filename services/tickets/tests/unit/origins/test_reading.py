"""What becomes of what an older system says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fixline_testing.beyond_types import loosely
from tickets_service.domain.errors import Violation
from tickets_service.domain.origins.old_records import OldComment, OldPerson, OldTicket
from tickets_service.domain.origins.origin import number_to_keep
from tickets_service.domain.origins.reading import Author, Reader
from tickets_service.domain.origins.wording import Wording
from tickets_service.domain.people.user import Role, UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import Ticket
from tickets_service.domain.violations import Violations

NOW = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
THEN = NOW - timedelta(days=900)
PEOPLE = {"1": Author(UserId(11), is_staff=False), "2": Author(UserId(12), is_staff=True)}
GERMAN = Wording(
    states={"erledigt": State.CLOSED, "dublette": State.DUPLICATE},
    priorities={"eilig": Priority.HIGH},
    roles={"hausmeister": Role.AGENT},
    people={"frau ott": "2"},
)
READER = Reader(source="oldbot", wording=GERMAN, now=NOW, people=PEOPLE, places={})


def ticket_of(**said: object) -> OldTicket:
    usual: Mapping[str, Any] = {
        "line": "requests, id 5",
        "old_id": "5",
        "reporter": "1",
        "title": "Lamp",
        "created_at": THEN,
    }
    return loosely(OldTicket, **{**usual, **said})


def read(**said: object) -> Ticket:
    violations = Violations()
    ticket = READER.ticket(ticket_of(**said), violations)
    assert violations.found == ()
    return ticket


def faults(**said: object) -> dict[str, str]:
    violations = Violations()
    READER.ticket(ticket_of(**said), violations)
    return {each.field: each.description for each in violations.found}


def test_words_are_ours_or_those_of_the_mapping() -> None:
    ticket = read(state=" Erledigt ", priority="EILIG", assignee="Frau Ott", updated_at=THEN)
    assert (ticket.state, ticket.priority, ticket.assignee_id) == (State.CLOSED, Priority.HIGH, 12)
    assert (read(state="in_progress").state, read(priority="urgent").priority) == (
        State.IN_PROGRESS,
        Priority.URGENT,
    )
    assert (read().state, read().priority) == (State.OPEN, Priority.MEDIUM)


def test_a_completed_one_was_completed_when_it_last_changed_where_nothing_is_said() -> None:
    later = THEN + timedelta(days=1)
    assert read(state="RESOLVED", updated_at=later).completed_at == later
    assert read(state="RESOLVED").completed_at == THEN
    assert read(state="CLOSED", completed_at=later).completed_at == later
    assert read(state="CLOSED", completed_at=later).updated_at == later
    assert read(state="CANCELLED", completed_at=later).completed_at is None


def test_nothing_that_was_read_is_an_event() -> None:
    assert read(state="RESOLVED").pull_events() == []


def test_everything_that_is_wrong_with_a_line_is_told_at_once() -> None:
    found = faults(
        old_id="",
        title=" ",
        description="x" * 4_001,
        location="\x00",
        reporter="99",
        assignee="Herr Niemand",
        place="ATTIC",
        state="halb fertig",
        priority="sehr",
        created_at=None,
        completed_at=NOW + timedelta(days=2),
        faults=[Violation("updated_at", "must be a time")],
    )
    assert set(found) == {
        "id",
        "title",
        "description",
        "location",
        "reporter",
        "assignee",
        "place",
        "state",
        "priority",
        "created_at",
        "updated_at",
    }
    assert found["state"] == "has the word 'halb fertig', of which the mapping does not say what it means"
    assert found["created_at"] == "must not be empty: what is imported is not of today"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"state": "dublette"}, "state"),
        ({"state": "CLOSED", "completed_at": NOW + timedelta(days=2)}, "completed_at"),
        ({"state": "CLOSED", "completed_at": THEN - timedelta(days=1)}, "completed_at"),
        ({"created_at": NOW + timedelta(days=2)}, "created_at"),
        ({"old_id": "x" * 101}, "id"),
        ({"old_id": "x\x1fy"}, "id"),
        ({"reporter": " "}, "reporter"),
    ],
)
def test_one_fault(said: dict[str, object], field: str) -> None:
    assert list(faults(**said)) == [field]


def test_who_answered_for_the_desk() -> None:
    ticket = read()
    said = OldComment(line="comments, id 1", old_id="1", author="2", text="Soon", created_at=THEN)
    comment = READER.comment(said, ticket, Violations())
    assert (comment.author, comment.by_staff, comment.created_at) == ("users/12", True, THEN)


def test_a_person_without_a_name_is_called_after_where_they_come_from() -> None:
    violations = Violations()
    person = READER.person(OldPerson(line="users, id 9", old_id="9", role="Hausmeister"), violations)
    assert (person.display_name, person.telegram_id, person.role) == ("oldbot:9", None, Role.AGENT)
    assert person.created_at == NOW
    assert not person.may_be_assigned
    READER.person(OldPerson(line="users, id 9", old_id="9", telegram_id=-5, role="boss"), violations)
    assert [each.field for each in violations.found] == ["telegram_id", "role"]


def test_which_numbers_are_kept() -> None:
    kept = [number_to_keep(raw) for raw in ("7", "999999999", "1000000000", "07", "-7", "0", "A7", "", "٣")]
    assert kept == [7, 999_999_999, *[None] * 7]
