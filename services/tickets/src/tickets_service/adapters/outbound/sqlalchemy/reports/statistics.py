"""All statistics in one statement, so that they are of one moment.

Each ticket is read once, and counted once for all that a few thousand groups can be added up to.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ARRAY, DateTime, RowMapping, Text, TextClause, bindparam, text

from tickets_service.adapters.outbound.sqlalchemy.tables.layout import one_of
from tickets_service.application.ports.reports.reader import StatisticsScope
from tickets_service.application.views.reports import (
    AssigneeFigures,
    Durations,
    LocationFigures,
    PriorityFigures,
    Promise,
    Statistics,
)
from tickets_service.domain.people.user import UserId
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.policies import HELD, NEVER_RECKONED
from tickets_service.domain.state import COMPLETED, OPEN_WORK, State

INSIDE: Final = """
    AND location_id IN (
        SELECT inner_place.id
        FROM locations AS inner_place, locations AS top
        WHERE top.code = :location AND inner_place.path >= top.path
            AND inner_place.path < left(top.path, -1) || '0'
    )
"""
"""What is inside of a place is one range of the index on paths: `0` comes right behind the slash."""

PROMISED: Final = """
    coalesce(sum(tickets), 0)::bigint AS tickets,
    coalesce(sum(tickets) FILTER (WHERE response_promise = 'missed'), 0)::bigint AS response_missed,
    coalesce(sum(tickets) FILTER (WHERE response_promise = 'kept'), 0)::bigint AS response_kept,
    coalesce(sum(tickets) FILTER (WHERE response_promise = 'open'), 0)::bigint AS response_open,
    coalesce(sum(tickets) FILTER (WHERE resolution_promise = 'missed'), 0)::bigint AS resolution_missed,
    coalesce(sum(tickets) FILTER (WHERE resolution_promise = 'kept'), 0)::bigint AS resolution_kept,
    coalesce(sum(tickets) FILTER (WHERE resolution_promise = 'open'), 0)::bigint AS resolution_open
"""

# Nothing from outside gets into the text: the conditions on states are constants.
STATISTICS: Final = f"""
WITH scoped AS MATERIALIZED (
    SELECT status, priority, assigned_to, location_id, rating_stars,
        width_bucket(created_at, :day_starts) - 1 AS day,
        date_part('epoch', completed_at - created_at) AS resolution_seconds,
        date_part('epoch', first_responded_at - created_at) AS response_seconds,
        CASE
            WHEN coalesce(first_responded_at, resolution_stopped_at, :now) >= first_response_due_at THEN 'missed'
            WHEN first_responded_at < first_response_due_at THEN 'kept'
            WHEN first_responded_at IS NULL AND resolution_stopped_at IS NULL
                AND first_response_due_at > :now THEN 'open'
        END AS response_promise,
        CASE
            WHEN coalesce(resolution_stopped_at, :now) >= resolution_due_at THEN 'missed'
            WHEN resolution_stopped_at < resolution_due_at THEN
                CASE WHEN {one_of("status", COMPLETED)} THEN 'kept' END
            WHEN resolution_stopped_at IS NULL AND sla_revision NOT IN ({NEVER_RECKONED}, {HELD})
                AND {one_of("status", OPEN_WORK)} THEN 'open'
        END AS resolution_promise
    FROM requests
    WHERE created_at >= :created_from AND created_at < :created_before {{inside}}
), counted AS MATERIALIZED (
    SELECT status, priority, day, response_promise, resolution_promise, count(*) AS tickets
    FROM scoped GROUP BY status, priority, day, response_promise, resolution_promise
), placed AS MATERIALIZED (
    SELECT location_id, count(*) AS tickets FROM scoped GROUP BY location_id
)
SELECT
    (SELECT jsonb_object_agg(status, tickets)
        FROM (SELECT status, sum(tickets)::bigint AS tickets FROM counted GROUP BY status) AS one) AS states,
    (SELECT jsonb_object_agg(priority, jsonb_build_array(
            tickets, response_kept, response_missed, response_open,
            resolution_kept, resolution_missed, resolution_open
        ))
        FROM (SELECT priority, {PROMISED} FROM counted GROUP BY priority) AS one) AS priorities,
    (SELECT jsonb_object_agg(rating_stars, tickets)
        FROM (
            SELECT rating_stars, count(*) AS tickets
            FROM scoped WHERE rating_stars IS NOT NULL GROUP BY rating_stars
        ) AS one) AS stars,
    (SELECT jsonb_agg(jsonb_build_array(code, tickets) ORDER BY tickets DESC, code COLLATE "C")
        FROM (
            SELECT code, tickets
            FROM placed JOIN locations ON locations.id = placed.location_id
            ORDER BY tickets DESC, code COLLATE "C" LIMIT :most
        ) AS one) AS locations,
    coalesce((SELECT tickets FROM placed WHERE location_id IS NULL), 0) AS without_location,
    (SELECT jsonb_agg(
            jsonb_build_array(assigned_to, open, resolved, p50, ratings, average)
            ORDER BY tickets DESC, assigned_to
        )
        FROM (
            SELECT assigned_to,
                count(*) AS tickets,
                count(*) FILTER (WHERE {one_of("status", OPEN_WORK)}) AS open,
                count(*) FILTER (WHERE {one_of("status", COMPLETED)}) AS resolved,
                percentile_cont(0.5) WITHIN GROUP (ORDER BY resolution_seconds) AS p50,
                count(rating_stars) AS ratings,
                avg(rating_stars)::float8 AS average
            FROM scoped WHERE assigned_to IS NOT NULL
            GROUP BY assigned_to ORDER BY tickets DESC, assigned_to LIMIT :most
        ) AS one) AS assignees,
    (SELECT jsonb_object_agg(day, tickets)
        FROM (SELECT day, sum(tickets)::bigint AS tickets FROM counted GROUP BY day) AS one) AS created_by_day,
    (SELECT jsonb_object_agg(day, tickets)
        FROM (
            SELECT width_bucket(completed_at, :day_starts) - 1 AS day, count(*) AS tickets
            FROM requests
            WHERE completed_at >= :created_from AND completed_at < :created_before {{inside}}
            GROUP BY day
        ) AS one) AS resolved_by_day,
    promises.*, durations.*
FROM (
    SELECT {PROMISED} FROM counted
) AS promises, (
    SELECT count(response_seconds) AS responses,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY response_seconds) AS response_percentiles,
        count(resolution_seconds) AS resolutions,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY resolution_seconds) AS resolution_percentiles
    FROM scoped
) AS durations
"""  # noqa: S608
INSTANT: Final = DateTime(timezone=True)


def statement_of(scope: StatisticsScope) -> TextClause:
    return text(STATISTICS.format(inside=INSIDE if scope.location else "")).bindparams(
        bindparam("created_from", scope.created_from, INSTANT),
        bindparam("created_before", scope.created_before, INSTANT),
        bindparam("now", scope.now, INSTANT),
        bindparam("day_starts", list(scope.day_starts), ARRAY(INSTANT)),
        bindparam("most", scope.most),
        *([bindparam("location", scope.location, Text())] if scope.location else []),
    )


def statistics_from(row: RowMapping, days: int) -> Statistics:
    states, priorities = row["states"] or {}, row["priorities"] or {}
    return Statistics(
        tickets=row["tickets"],
        states={State(name): tickets for name, tickets in states.items()},
        priorities={Priority(name): priority_from(*counts) for name, counts in priorities.items()},
        locations=[LocationFigures(code=code, tickets=tickets) for code, tickets in row["locations"] or ()],
        without_location=row["without_location"],
        first_response=durations(row["responses"], row["response_percentiles"]),
        resolution=durations(row["resolutions"], row["resolution_percentiles"]),
        first_response_promise=Promise(
            kept=row["response_kept"], missed=row["response_missed"], open=row["response_open"]
        ),
        resolution_promise=Promise(
            kept=row["resolution_kept"], missed=row["resolution_missed"], open=row["resolution_open"]
        ),
        assignees=[assignee_from(*each) for each in row["assignees"] or ()],
        stars={int(stars): tickets for stars, tickets in (row["stars"] or {}).items()},
        created_by_day=by_day(row["created_by_day"], days),
        resolved_by_day=by_day(row["resolved_by_day"], days),
    )


def priority_from(  # as the statement puts them in a row
    tickets: int, answered: int, late: int, unanswered: int, solved: int, overdue: int, unsolved: int
) -> PriorityFigures:
    return PriorityFigures(
        tickets=tickets,
        first_response_promise=Promise(kept=answered, missed=late, open=unanswered),
        resolution_promise=Promise(kept=solved, missed=overdue, open=unsolved),
    )


def durations(tickets: int, percentiles: Sequence[float] | None) -> Durations:
    p50, p90 = percentiles or (None, None)
    return Durations(tickets=tickets, p50=length(p50), p90=length(p90))


def length(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def assignee_from(
    who: int, unfinished: int, resolved: int, p50: float | None, ratings: int, average: float | None
) -> AssigneeFigures:
    return AssigneeFigures(
        assignee_id=UserId(who),
        open=unfinished,
        resolved=resolved,
        resolution_p50=length(p50),
        ratings=ratings,
        rating_average=average,
    )


def by_day(counted: Mapping[str, int] | None, days: int) -> list[int]:
    return [(counted or {}).get(str(number), 0) for number in range(days)]
