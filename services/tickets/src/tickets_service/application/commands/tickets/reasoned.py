"""What is said with each of the verbs that take a reason, and nothing else."""

from dataclasses import dataclass

from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.domain import text
from tickets_service.domain.text import TextRule
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonedCommand:
    """`etag`: what the ticket's has to be; empty for whatever it is."""

    principal: Principal
    ticket_id: TicketId
    reason: str = ""
    etag: str = ""
    request_id: str


def read_reason(command: ReasonedCommand, rule: TextRule = text.REASON) -> tuple[IdempotencyKey, str]:
    """Return its key, and the reason as it is kept; raise `InvalidArgumentError` that names every wrong field."""
    violations = Violations()
    reason = rule.read(command.reason, "reason", violations)
    key = IdempotencyKey.of(command, violations)
    violations.refuse_if_any()
    return key, reason
