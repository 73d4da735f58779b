"""What counts as the same request."""

from dataclasses import dataclass, replace
from uuid import uuid4

import pytest

from tickets_service.application.commands.tickets.create_ticket import CreateTicket
from tickets_service.application.commands.tickets.resolve_ticket import ResolveTicket
from tickets_service.application.commands.tickets.take_ticket import TakeTicket
from tickets_service.application.idempotency import IdempotencyKey, fingerprint
from tickets_service.application.principal import Principal
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations

KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
ANN = Principal("bot", UserId(1))
COMMAND = CreateTicket(principal=ANN, title="Lamp", attachments=("files/a",), request_id=KEY)


def test_the_same_words_are_the_same_request() -> None:
    assert fingerprint(COMMAND) == fingerprint(replace(COMMAND, request_id=str(uuid4())))
    assert fingerprint(COMMAND) == fingerprint(replace(COMMAND, principal=Principal("console", UserId(1))))


@pytest.mark.parametrize(
    "other",
    [
        replace(COMMAND, title="Lamps"),
        replace(COMMAND, description="x"),
        replace(COMMAND, location="x"),
        replace(COMMAND, priority=Priority.LOW),
        replace(COMMAND, attachments=()),
        replace(COMMAND, principal=Principal("bot", UserId(2))),
        replace(COMMAND, principal=Principal("bot")),
    ],
)
def test_anything_else_is_another(other: CreateTicket) -> None:
    assert fingerprint(other) != fingerprint(COMMAND)


def test_verbs_differ() -> None:
    take = TakeTicket(principal=ANN, ticket_id=TicketId(1), request_id="")
    resolve = ResolveTicket(principal=ANN, ticket_id=TicketId(1), request_id="")
    assert fingerprint(take) != fingerprint(resolve)
    assert fingerprint(take) != fingerprint(replace(take, etag="1"))


def test_a_field_that_a_release_adds_does_not_matter_at_its_default() -> None:
    @dataclass(frozen=True)
    class Close:
        principal: Principal
        request_id: str
        note: str

    old = Close(ANN, "", "done")

    @dataclass(frozen=True)
    class Close:  # type: ignore[no-redef]  # the next release's
        principal: Principal
        request_id: str
        note: str
        silently: bool = False

    assert fingerprint(Close(ANN, "", "done")) == fingerprint(old)


@pytest.mark.parametrize(
    "bad", ["", "1", "x" * 36, f"{{{KEY}}}", KEY.replace("-", ""), f"urn:uuid:{KEY}", f"{KEY}\n"]
)
def test_a_request_id_is_a_uuid(bad: str) -> None:
    violations = Violations()
    IdempotencyKey.of(replace(COMMAND, request_id=bad), violations)
    with pytest.raises(InvalidArgumentError) as caught:
        violations.refuse_if_any()
    assert [each.field for each in caught.value.violations] == ["request_id"]


def test_upper_case_is_the_same_uuid() -> None:
    lower = IdempotencyKey.of(COMMAND, Violations())
    upper = IdempotencyKey.of(replace(COMMAND, request_id=COMMAND.request_id.upper()), Violations())
    assert lower == upper
