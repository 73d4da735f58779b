"""What goes in and out: updates, deliveries, calls, statements."""

from typing import Final

from panels import Dashboard, Panel, Query
from queries import FAULTS, SERVED, STREAMS, quantile, rate

ALL: Final = rate(SERVED, "job")
FAILED: Final = rate(f"{SERVED}{{{FAULTS}}}", "job")

UPDATES: Final = Dashboard(
    name="updates-deliveries",
    title="Updates and deliveries",
    panels=[
        Panel(
            title="Updates received",
            queries=[Query(rate("telegram_updates_received_total", "type"))],
            unit="ops",
        ),
        Panel(
            title="Updates, by outcome",
            queries=[Query(rate("telegram_updates_processed_total", "outcome"))],
            unit="ops",
        ),
        Panel(
            title="Time of an update",
            queries=[quantile(each, "telegram_update_duration_seconds") for each in (0.5, 0.95, 0.99)],
            unit="s",
            limit=2,
        ),
        Panel(
            title="Waiting",
            queries=[
                Query("max(inbox_pending)", "inbox"),
                Query("max(deliveries_pending)", "deliveries"),
                Query("max(deliveries_parked)", "parked"),
            ],
        ),
        Panel(
            title="Age of the oldest",
            queries=[
                Query("max(inbox_oldest_pending_age_seconds)", "inbox"),
                Query("max(deliveries_oldest_pending_age_seconds)", "deliveries"),
            ],
            unit="s",
            limit=120,
        ),
        Panel(
            title="Given up",
            queries=[
                Query("sum(increase(inbox_dead_lettered_total[1h]))", "updates"),
                Query("sum(increase(deliveries_dead_lettered_total[1h]))", "deliveries"),
            ],
        ),
        Panel(
            title="Given up and still there",
            queries=[
                Query("max(inbox_dead)", "updates"),
                Query("max(deliveries_dead)", "deliveries"),
                Query("max(events_dead)", "events"),
            ],
        ),
        Panel(
            title="Deliveries, by outcome",
            queries=[Query(rate("telegram_deliveries_total", "outcome"))],
            unit="ops",
        ),
        Panel(
            title="Until a notification is there",
            queries=[quantile(each, "notification_delivery_latency_seconds") for each in (0.5, 0.95, 0.99)],
            unit="s",
            limit=30,
        ),
        Panel(
            title="Wait for Telegram's limits",
            queries=[quantile(each, "telegram_limiter_wait_seconds") for each in (0.5, 0.95)],
            unit="s",
        ),
        Panel(
            title="Calls of Telegram that failed",
            queries=[
                Query(
                    rate('telegram_api_requests_total{error_type!=""}', "method, error_type")
                    + " or vector(0)"
                )
            ],
            unit="ops",
        ),
        Panel(
            title="Time of a call of Telegram",
            queries=[quantile(0.95, "telegram_api_duration_seconds", "method")],
            unit="s",
        ),
        Panel(
            title="Telegram",
            queries=[
                Query("max(telegram_reachable)", "reachable"),
                Query("max(telegram_webhook_pending_updates)", "waiting there"),
            ],
        ),
    ],
)
GRPC: Final = Dashboard(
    name="grpc",
    title="gRPC",
    panels=[
        Panel(
            title="Calls served",
            queries=[Query(rate("rpc_server_call_duration_seconds_count", "job"), "{{job}}")],
            unit="ops",
        ),
        Panel(
            title="Faults, share of calls",
            queries=[
                Query(
                    f"({FAILED} or 0 * {ALL}) / ({ALL} > 0)",
                    "{{job}}",
                )
            ],
            unit="percentunit",
            limit=0.05,
        ),
        Panel(
            title="Answers, by status",
            queries=[
                Query(
                    rate("rpc_server_call_duration_seconds_count", "rpc_response_status_code"),
                    "{{rpc_response_status_code}}",
                )
            ],
            unit="ops",
        ),
        Panel(
            title="Served: p99 by method",
            queries=[quantile(0.99, "rpc_server_call_duration_seconds", "rpc_method", STREAMS)],
            unit="s",
            limit=1,
            width=12,
        ),
        Panel(
            title="Called: p99 by method",
            queries=[quantile(0.99, "rpc_client_call_duration_seconds", "rpc_method", STREAMS)],
            unit="s",
            limit=1,
            width=12,
        ),
        Panel(
            title="Calls by method",
            queries=[Query(rate("rpc_server_call_duration_seconds_count", "rpc_method"), "{{rpc_method}}")],
            unit="ops",
            width=12,
        ),
        Panel(
            title="Client's calls, by status",
            queries=[Query(rate("rpc_client_call_duration_seconds_count", "job, rpc_response_status_code"))],
            unit="ops",
            width=12,
        ),
    ],
)
DATABASES: Final = Dashboard(
    name="databases",
    title="Databases and processes",
    panels=[
        Panel(
            title="Connections in use",
            queries=[
                Query('sum by (pool) (db_client_connection_count{state="used"})', "{{pool}}"),
                Query("sum by (pool) (db_client_connection_max)", "{{pool}}, most"),
            ],
        ),
        Panel(
            title="No connection in time",
            queries=[Query("sum by (job) (increase(db_client_connection_timeouts_total[1h]))", "{{job}}")],
        ),
        Panel(
            title="Statements",
            queries=[Query(rate("db_client_operation_duration_seconds_count", "job, db_operation_name"))],
            unit="ops",
        ),
        Panel(
            title="Time of a statement, p99",
            queries=[quantile(0.99, "db_client_operation_duration_seconds", "job, db_operation_name")],
            unit="s",
        ),
        Panel(
            title="Statements that fail",
            queries=[
                Query(
                    rate('db_client_operation_duration_seconds_count{error_type!=""}', "job, error_type")
                    + " or vector(0)"
                )
            ],
            unit="ops",
        ),
        Panel(
            title="Lag of the event loop, p99",
            queries=[quantile(0.99, "asyncio_event_loop_lag_seconds", "job")],
            unit="s",
            limit=0.1,
        ),
        Panel(
            title="Memory",
            queries=[Query("process_resident_memory_bytes", "{{job}} {{instance}}")],
            unit="bytes",
        ),
        Panel(
            title="CPU",
            queries=[Query("rate(process_cpu_seconds_total[$__rate_interval])", "{{job}} {{instance}}")],
            unit="percentunit",
        ),
        Panel(
            title="Open files",
            queries=[Query("process_open_fds / process_max_fds", "{{job}} {{instance}}")],
            unit="percentunit",
            limit=0.8,
        ),
    ],
)
