"""All statistics in one statement, so that they are of one moment, and each ticket is read once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ARRAY, DateTime, RowMapping, Text, TextClause, bindparam, text

from tickets_service.adapters.outbound.sqlalchemy.layout import one_of
from tickets_service.application.ports.report_reader import StatisticsScope
from tickets_service.application.report_views import (
    AssigneeFigures,
    Durations,
    LocationFigures,
    Promise,
    Statistics,
)
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import COMPLETED, OPEN_WORK, State
from tickets_service.domain.user import UserId

INSIDE: Final = """
    AND location_id IN (
        SELECT inner_place.id
        FROM locations AS inner_place, locations AS top
        WHERE top.code = :location AND inner_place.path >= top.path
            AND inner_place.path < left(top.path, -1) || '0'
    )
"""
"""What is inside of a place is one range of the index on paths: `0` comes right behind the slash."""

# Nothing from outside gets into the text: the conditions on states are constants.
STATISTICS: Final = f"""
WITH scoped AS MATERIALIZED (
    SELECT status, priority, assigned_to, location_id, rating_stars, created_at, sla_revision,
        first_responded_at, first_response_due_at, resolution_stopped_at, resolution_due_at,
        extract(epoch FROM completed_at - created_at)::float8 AS resolution_seconds,
        extract(epoch FROM first_responded_at - created_at)::float8 AS response_seconds,
        coalesce(first_responded_at, resolution_stopped_at, :now) AS response_judged_at,
        coalesce(resolution_stopped_at, :now) AS resolution_judged_at
    FROM requests
    WHERE created_at >= :created_from AND created_at < :created_before {{inside}}
)
SELECT
    (SELECT jsonb_object_agg(status, tickets)
        FROM (SELECT status, count(*) AS tickets FROM scoped GROUP BY status) AS one) AS states,
    (SELECT jsonb_object_agg(priority, tickets)
        FROM (SELECT priority, count(*) AS tickets FROM scoped GROUP BY priority) AS one) AS priorities,
    (SELECT jsonb_agg(jsonb_build_array(code, tickets) ORDER BY tickets DESC, code COLLATE "C")
        FROM (
            SELECT code, tickets
            FROM (
                SELECT location_id, count(*) AS tickets
                FROM scoped WHERE location_id IS NOT NULL GROUP BY location_id
            ) AS counted
            JOIN locations ON locations.id = counted.location_id
            ORDER BY tickets DESC, code COLLATE "C" LIMIT :most
        ) AS one) AS locations,
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
        FROM (
            SELECT width_bucket(created_at, :day_starts) - 1 AS day, count(*) AS tickets
            FROM scoped GROUP BY day
        ) AS one) AS created_by_day,
    (SELECT jsonb_object_agg(day, tickets)
        FROM (
            SELECT width_bucket(completed_at, :day_starts) - 1 AS day, count(*) AS tickets
            FROM requests
            WHERE completed_at >= :created_from AND completed_at < :created_before {{inside}}
            GROUP BY day
        ) AS one) AS resolved_by_day,
    total.*
FROM (
    SELECT count(*) AS tickets,
        count(*) FILTER (WHERE location_id IS NULL) AS without_location,
        count(response_seconds) AS responses,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY response_seconds) AS response_percentiles,
        count(resolution_seconds) AS resolutions,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY resolution_seconds) AS resolution_percentiles,
        count(*) FILTER (WHERE response_judged_at >= first_response_due_at) AS response_missed,
        count(*) FILTER (WHERE first_responded_at < first_response_due_at) AS response_kept,
        count(*) FILTER (WHERE first_responded_at IS NULL AND resolution_stopped_at IS NULL
            AND first_response_due_at > :now) AS response_open,
        count(*) FILTER (WHERE resolution_judged_at >= resolution_due_at) AS resolution_missed,
        count(*) FILTER (WHERE resolution_stopped_at < resolution_due_at
            AND {one_of("status", COMPLETED)}) AS resolution_kept,
        count(*) FILTER (WHERE resolution_stopped_at IS NULL AND sla_revision <> 0
            AND {one_of("status", OPEN_WORK)}
            AND (resolution_due_at > :now OR resolution_due_at IS NULL)) AS resolution_open
    FROM scoped
) AS total
"""  # noqa: S608
MOMENT: Final = DateTime(timezone=True)


def statement_of(scope: StatisticsScope) -> TextClause:
    return text(STATISTICS.format(inside=INSIDE if scope.location else "")).bindparams(
        bindparam("created_from", scope.created_from, MOMENT),
        bindparam("created_before", scope.created_before, MOMENT),
        bindparam("now", scope.now, MOMENT),
        bindparam("day_starts", list(scope.day_starts), ARRAY(MOMENT)),
        bindparam("most", scope.most),
        *([bindparam("location", scope.location, Text())] if scope.location else []),
    )


def statistics_from(row: RowMapping, days: int) -> Statistics:
    states, priorities = row["states"] or {}, row["priorities"] or {}
    return Statistics(
        tickets=row["tickets"],
        states={State(name): tickets for name, tickets in states.items()},
        priorities={Priority(name): tickets for name, tickets in priorities.items()},
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
        created_by_day=by_day(row["created_by_day"], days),
        resolved_by_day=by_day(row["resolved_by_day"], days),
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
