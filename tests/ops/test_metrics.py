"""What is measured: every name that operations asks for, from the start, and with a way to an example."""

from typing import Final

import pytest

from fixline_local.desk.desk import Desk

from .monitors import MonitorClient
from .scrape import scrape

pytestmark = [
    pytest.mark.ops,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("monitored-desk"),
]

NAMES: Final = frozenset(
    {
        "app_build_info",
        "app_schema_revision_info",
        "asyncio_event_loop_lag_seconds_bucket",
        "backup_last_success_timestamp_seconds",
        "backup_last_verified_timestamp_seconds",
        "cache_requests_total",
        "crash_reports_total",
        "db_client_connection_count",
        "db_client_connection_max",
        "db_client_connection_timeouts_total",
        "db_client_operation_duration_seconds_bucket",
        "deliveries_dead",
        "deliveries_dead_lettered_total",
        "deliveries_oldest_pending_age_seconds",
        "deliveries_parked",
        "deliveries_pending",
        "events_dead",
        "files_orphans",
        "files_rejected_total",
        "files_upload_bytes_total",
        "inbox_dead",
        "inbox_dead_lettered_total",
        "inbox_oldest_pending_age_seconds",
        "inbox_pending",
        "notification_delivery_latency_seconds_bucket",
        "rate_limit_decisions_total",
        "readiness_check_changed_timestamp_seconds",
        "readiness_check_passes",
        "rpc_client_call_duration_seconds_bucket",
        "rpc_server_call_duration_seconds_bucket",
        "telegram_api_duration_seconds_bucket",
        "telegram_api_requests_total",
        "telegram_limiter_wait_seconds_bucket",
        "telegram_update_duration_seconds_bucket",
        "telegram_updates_processed_total",
        "telegram_updates_received_total",
        "tickets_first_response_seconds_bucket",
        "tickets_open",
        "tickets_sla_breached_total",
    }
)
WITHOUT_EXAMPLE: Final = frozenset({"asyncio_event_loop_lag_seconds"})
"""Is of no trace."""
NEVER_YET: Final = frozenset(
    {
        'tickets_sla_breached_total{clock="RESOLUTION"}',
        'rate_limit_decisions_total{scope="caller_streams",decision="refused"}',
        'rate_limit_decisions_total{scope="chat_messages",decision="delayed"}',
        'rate_limit_decisions_total{scope="person_requests",decision="refused"}',
        'rate_limit_decisions_total{scope="server_calls",decision="refused"}',
        'rate_limit_decisions_total{scope="telegram_messages",decision="delayed_locally"}',
        'sla_tickets_failed_total{reason="TOO_LITTLE_WORKING_TIME"}',
        'telegram_updates_received_total{type="unknown"}',
    }
)


@pytest.mark.usefixtures("monitors")
async def test_everything_that_operations_asks_for_is_measured(desk: Desk) -> None:
    found = await scrape(desk)
    assert found.names >= NAMES


@pytest.mark.usefixtures("monitors")
async def test_durations_lead_to_an_example(desk: Desk) -> None:
    found = await scrape(desk)
    assert found.measured
    assert found.measured - found.with_example == WITHOUT_EXAMPLE


@pytest.mark.parametrize("series", sorted(NEVER_YET))
async def test_what_never_happened_is_counted_from_zero(monitors: MonitorClient, series: str) -> None:
    await monitors.until(f"{series} == 0")
