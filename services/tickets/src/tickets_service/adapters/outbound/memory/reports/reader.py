"""Reading for reports on memory."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from tickets_service.adapters.outbound.memory.places.repository import current
from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.application.ports.reports.reader import ExportFilter, StatisticsScope
from tickets_service.application.views.comments import CommentView
from tickets_service.application.views.places import LocationView
from tickets_service.application.views.reports import (
    AssigneeFigures,
    Durations,
    ExportPosition,
    LocationFigures,
    PriorityFigures,
    Promise,
    Statistics,
)
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, OPEN_WORK, State
from tickets_service.domain.tickets.ticket import Ticket, TicketId


class MemoryReportReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def statistics(self, scope: StatisticsScope) -> Statistics:
        there = [each for each in self._store.tickets.values() if self._inside(each, scope.location)]
        tickets = [each for each in there if scope.created_from <= each.created_at < scope.created_before]
        resolved_at = [
            each.completed_at
            for each in there
            if each.completed_at and scope.created_from <= each.completed_at < scope.created_before
        ]
        places = Counter(each.location_node for each in tickets)
        without = places.pop("", 0)
        ranked = sorted(places.items(), key=lambda each: (-each[1], each[0]))[: scope.most]
        return Statistics(
            tickets=len(tickets),
            states=Counter(each.state for each in tickets),
            priorities=by_priority(tickets, scope.now),
            locations=[LocationFigures(code=code, tickets=number) for code, number in ranked],
            without_location=without,
            first_response=durations(
                each.clocks.standing.first_responded_at - each.created_at
                for each in tickets
                if each.clocks.standing.first_responded_at
            ),
            resolution=durations(times_to_resolve(tickets)),
            first_response_promise=promise(tickets, lambda each: first_response_kept(each, scope.now)),
            resolution_promise=promise(tickets, lambda each: resolution_kept(each, scope.now)),
            assignees=assignees(tickets)[: scope.most],
            stars=Counter(each.rating.stars for each in tickets if each.rating),
            created_by_day=by_day((each.created_at for each in tickets), scope.day_starts),
            resolved_by_day=by_day(resolved_at, scope.day_starts),
        )

    async def open_tickets(self) -> Mapping[tuple[State, Priority], int]:
        open_ones = (each for each in self._store.tickets.values() if each.state in OPEN_WORK)
        return Counter((each.state, each.priority) for each in open_ones)

    async def tickets(
        self, which: ExportFilter, *, after: ExportPosition | None, limit: int
    ) -> Sequence[TicketView]:
        found = [
            each
            for each in self._store.tickets.values()
            if (not which.states or each.state in which.states)
            and (which.created_from is None or each.created_at >= which.created_from)
            and (which.created_before is None or each.created_at < which.created_before)
            and (after is None or (each.created_at, each.id) > (after.created_at, after.ticket_id))
        ]
        found.sort(key=lambda each: (each.created_at, each.id))
        return [TicketView.of(each) for each in found[:limit]]

    async def comments(
        self, tickets: Sequence[TicketId], *, notes: bool, after: int, limit: int
    ) -> Sequence[CommentView]:
        found = [
            each
            for each in self._store.comments.values()
            if each.ticket_id in tickets
            and (notes or not each.internal)
            and (each.ticket_id != tickets[0] or each.id > after)
        ]
        found.sort(key=lambda each: (tickets.index(TicketId(each.ticket_id)), each.id))
        return [CommentView.of(each) for each in found[:limit]]

    def _inside(self, ticket: Ticket, code: str) -> bool:
        if not code or ticket.place is None:
            return not code
        everything = self._store.locations
        place = LocationView.of(current(everything[ticket.place.id], everything))
        return code in (place.code, *place.ancestors)


def times_to_resolve(tickets: Iterable[Ticket]) -> list[timedelta]:
    return [each.completed_at - each.created_at for each in tickets if each.completed_at]


def durations(found: Iterable[timedelta]) -> Durations:
    ranked = sorted(found)
    return Durations(tickets=len(ranked), p50=percentile(ranked, 0.5), p90=percentile(ranked, 0.9))


def percentile(ranked: Sequence[timedelta], fraction: float) -> timedelta | None:
    """Interpolate between the two nearest, as `percentile_cont` does."""
    if not ranked:
        return None
    place = fraction * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (ranked[above] - ranked[below]) * (place - below)


def promise(tickets: Iterable[Ticket], judge: Callable[[Ticket], str]) -> Promise:
    found = Counter(judge(each) for each in tickets)
    return Promise(kept=found["kept"], missed=found["missed"], open=found["open"])


def by_priority(tickets: Iterable[Ticket], now: datetime) -> dict[Priority, PriorityFigures]:
    found: defaultdict[Priority, list[Ticket]] = defaultdict(list)
    for each in tickets:
        found[each.priority].append(each)
    return {
        priority: PriorityFigures(
            tickets=len(those),
            first_response_promise=promise(those, lambda each: first_response_kept(each, now)),
            resolution_promise=promise(those, lambda each: resolution_kept(each, now)),
        )
        for priority, those in found.items()
    }


def first_response_kept(ticket: Ticket, now: datetime) -> str:
    standing = ticket.clocks.standing
    due_at, done_at = standing.first_response_due_at, standing.first_responded_at
    if due_at is None:
        return "unknown"
    if (done_at or standing.resolution_stopped_at or now) >= due_at:
        return "missed"
    if done_at:
        return "kept"
    return "dropped" if standing.resolution_stopped_at else "open"


def resolution_kept(ticket: Ticket, now: datetime) -> str:
    standing = ticket.clocks.standing
    due_at, done_at = standing.resolution_due_at, standing.resolution_stopped_at
    if due_at is not None and (done_at or now) >= due_at:
        return "missed"
    if done_at:
        return "kept" if due_at and ticket.state in COMPLETED else "dropped"
    return "open" if ticket.state in OPEN_WORK and standing.known else "unknown"


def assignees(tickets: Iterable[Ticket]) -> list[AssigneeFigures]:
    """Return the figures of everyone, most tickets first."""
    theirs: defaultdict[UserId, list[Ticket]] = defaultdict(list)
    for each in tickets:
        if each.assignee_id is not None:
            theirs[each.assignee_id].append(each)
    return [assignee(who, theirs[who]) for who in sorted(theirs, key=lambda who: (-len(theirs[who]), who))]


def assignee(who: UserId, tickets: Sequence[Ticket]) -> AssigneeFigures:
    stars = [each.rating.stars for each in tickets if each.rating]
    return AssigneeFigures(
        assignee_id=who,
        open=sum(each.state in OPEN_WORK for each in tickets),
        resolved=sum(each.state in COMPLETED for each in tickets),
        resolution_p50=percentile(sorted(times_to_resolve(tickets)), 0.5),
        ratings=len(stars),
        rating_average=sum(stars) / len(stars) if stars else None,
    )


def by_day(moments: Iterable[datetime], day_starts: Sequence[datetime]) -> list[int]:
    found = Counter(bisect_right(day_starts, each) - 1 for each in moments)
    return [found[number] for number in range(len(day_starts))]
