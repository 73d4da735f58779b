"""What is told of the clearing of an anonymized ticket, whether it succeeded or not."""

from dataclasses import dataclass

from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.principal import Principal
from tickets_service.domain.tickets.ticket import TicketId
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingCommand:
    """`files`: how many it is about; no command's handler keeps an answer under `request_id`."""

    principal: Principal
    ticket_id: TicketId
    files: int = 0
    request_id: str


def require_valid(command: ClearingCommand) -> None:
    """Raise `InvalidArgumentError` that names every wrong field."""
    violations = Violations()
    if command.files < 0:
        violations.add("file_count", "must not be negative")
    _ = IdempotencyKey.of(command, violations)
    violations.refuse_if_any()
