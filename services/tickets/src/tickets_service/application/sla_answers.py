"""Where clocks stand, policies and calendars as plain JSON values and back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.documents import CalendarDocument, PolicyDocument
from tickets_service.domain.sla.policies import NEVER_RECKONED
from tickets_service.domain.sla.standing import SlaStanding
from tickets_service.domain.sla.week import WeeklyInterval

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


def policy_answer(policy: PolicyDocument) -> Mapping[str, Any]:
    return {
        "priority": policy.priority.value,
        "first_response_seconds": policy.first_response.total_seconds(),
        "resolution_seconds": policy.resolution.total_seconds(),
        "calendar": policy.calendar,
        "updated_at": policy.updated_at.isoformat(),
        "version": policy.version,
    }


def policy_from(answer: Mapping[str, Any]) -> PolicyDocument:
    return PolicyDocument(
        priority=Priority(answer["priority"]),
        first_response=timedelta(seconds=answer["first_response_seconds"]),
        resolution=timedelta(seconds=answer["resolution_seconds"]),
        calendar=answer["calendar"],
        updated_at=datetime.fromisoformat(answer["updated_at"]),
        version=answer["version"],
    )


def calendar_answer(calendar: CalendarDocument) -> Mapping[str, Any]:
    return {
        **calendar.facts(),
        "id": calendar.id,
        "code": calendar.code,
        "updated_at": calendar.updated_at.isoformat(),
        "version": calendar.version,
    }


def calendar_from(answer: Mapping[str, Any]) -> CalendarDocument:
    return CalendarDocument(
        id=answer["id"],
        code=answer["code"],
        title=answer["title"],
        zone=answer["zone"],
        weekly=tuple(
            WeeklyInterval(weekday=weekday, opens=opens, closes=closes)
            for weekday, opens, closes in answer["weekly"]
        ),
        holidays=frozenset(date.fromisoformat(day) for day in answer["holidays"]),
        updated_at=datetime.fromisoformat(answer["updated_at"]),
        version=answer["version"],
    )
