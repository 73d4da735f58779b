"""Where clocks stand as plain JSON values and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from tickets_service.domain.sla.policies import NEVER_RECKONED
from tickets_service.domain.sla.standing import SlaStanding

TIMES: Final = (
    "first_responded_at",
    "first_response_due_at",
    "resolution_stopped_at",
    "resolution_due_at",
    "next_due_at",
    "next_alert_at",
)


def standing_answer(standing: SlaStanding) -> Mapping[str, Any]:
    found = {name: getattr(standing, name) for name in TIMES}
    times = {name: at.isoformat() for name, at in found.items() if at is not None}
    return {"revision": standing.revision, **times}


def standing_from(answer: Mapping[str, Any]) -> SlaStanding:
    times = {name: datetime.fromisoformat(answer[name]) for name in TIMES if name in answer}
    return SlaStanding(revision=answer.get("revision", NEVER_RECKONED), **times)
