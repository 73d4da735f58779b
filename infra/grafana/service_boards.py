"""What operators look at first, and what each service does."""

from typing import Final

from panels import Dashboard, Panel, Query
from queries import quantile, rate


def promise(title: str, name: str, budget: float) -> list[Panel]:
    """Return what was kept of a promise, and how fast its budget burns."""
    return [
        Panel(
            title=f"{title}: bad, 3 days",
            queries=[Query(f"slo:{name}:bad_ratio_3d")],
            unit="percentunit",
            kind="stat",
            width=6,
            height=4,
            limit=budget,
            says=f"The budget is {budget:.1%}.",
        ),
        Panel(
            title=f"{title}: pace of the burn",
            queries=[Query(f"slo:{name}:bad_ratio_{each} / {budget}", each) for each in ("5m", "1h", "6h")],
            width=18,
            height=4,
            limit=14.4,
            says="1: the budget lasts exactly the month. From 14.4 on somebody is woken.",
        ),
    ]


OVERVIEW: Final = Dashboard(
    name="overview",
    title="Overview",
    panels=[
        Panel(
            title="Firing",
            queries=[Query('count(ALERTS{alertstate="firing",severity!="none"}) or vector(0)', "alerts")],
            kind="stat",
            limit=1,
            width=6,
            height=4,
        ),
        Panel(
            title="Up",
            queries=[Query("sum by (job) (up)", "{{job}}")],
            kind="stat",
            width=6,
            height=4,
            least=1,
            says="How many processes of each service answer Prometheus.",
        ),
        Panel(
            title="Ready",
            queries=[Query("min by (job, check) (readiness_check_passes)", "{{job}} {{check}}")],
            kind="stat",
            width=12,
            height=4,
            least=1,
            words={0: "no", 1: "ready"},
        ),
        *promise("Updates processed", "updates_processed", 0.001),
        *promise("Updates under 2 s", "updates_fast", 0.05),
        *promise("Notifications under 30 s", "notifications_fast", 0.05),
        *promise("Reads under 300 ms", "reads_fast", 0.01),
    ],
)
TICKETS: Final = Dashboard(
    name="tickets",
    title="Tickets and their clocks",
    panels=[
        Panel(
            title="What people do",
            queries=[
                Query(
                    rate(
                        'rpc_server_call_duration_seconds_count{job="tickets",rpc_method=~".+TicketService/(Create|Take|Resolve|Confirm|Reopen|Reject|Cancel|Rate)Ticket",rpc_response_status_code="OK"}',
                        "rpc_method",
                    ),
                    "{{rpc_method}}",
                )
            ],
            unit="ops",
            width=12,
        ),
        Panel(
            title="Made in 24 h",
            queries=[
                Query(
                    'sum(increase(rpc_server_call_duration_seconds_count{rpc_method=~".+TicketService/CreateTicket",rpc_response_status_code="OK"}[24h]))'
                )
            ],
            kind="stat",
            width=6,
        ),
        Panel(
            title="Resolved in 24 h",
            queries=[
                Query(
                    'sum(increase(rpc_server_call_duration_seconds_count{rpc_method=~".+TicketService/ResolveTicket",rpc_response_status_code="OK"}[24h]))'
                )
            ],
            kind="stat",
            width=6,
        ),
        Panel(title="SLA alerts told", queries=[Query("sum(increase(sla_alerts_total[1h]))", "an hour")]),
        Panel(
            title="Clocks reckoned anew",
            queries=[Query("sum(increase(sla_tickets_reckoned_total[1h]))", "an hour")],
        ),
        Panel(
            title="Events told", queries=[Query(rate("notifier_events_total", "feed, outcome"))], unit="ops"
        ),
    ],
)
FILES: Final = Dashboard(
    name="files",
    title="Files",
    panels=[
        Panel(
            title="Bytes received",
            queries=[Query("sum(rate(files_upload_bytes_total[$__rate_interval]))", "all")],
            unit="Bps",
        ),
        Panel(
            title="Refused or failed",
            queries=[Query("sum by (reason) (increase(files_rejected_total[1h]))", "{{reason}}")],
        ),
        Panel(title="For no one", queries=[Query("max(files_orphans)", "orphans")]),
        Panel(
            title="Calls",
            queries=[
                Query(
                    rate('rpc_server_call_duration_seconds_count{job="files"}', "rpc_method"),
                    "{{rpc_method}}",
                )
            ],
            unit="ops",
            width=12,
        ),
        Panel(
            title="Time of a call, p95",
            queries=[quantile(0.95, "rpc_server_call_duration_seconds", "rpc_method", 'job="files"')],
            unit="s",
            width=12,
        ),
    ],
)
ERRORS: Final = Dashboard(
    name="errors",
    title="Errors and telemetry",
    panels=[
        Panel(
            title="Bugs in RPCs, 15 min",
            queries=[Query("sum by (job, rpc_method) (job:rpc_bugs:new15m) or vector(0)")],
            limit=1,
        ),
        Panel(
            title="Given up, 15 min",
            queries=[
                Query("sum(job:updates_given_up:new15m) or vector(0)", "updates"),
                Query("sum(job:deliveries_given_up:new15m) or vector(0)", "deliveries"),
                Query("sum(job:notifier_events_given_up:new15m) or vector(0)", "events"),
            ],
            limit=1,
        ),
        Panel(
            title="Failed tries of updates",
            queries=[
                Query(
                    rate('telegram_updates_processed_total{outcome=~"retried|error|deferred"}', "job")
                    + " or vector(0)",
                    "{{job}}",
                )
            ],
            unit="ops",
        ),
        Panel(
            title="Spans sent and dropped",
            queries=[Query(rate("otel_sdk_processor_span_processed_total", "job, error_type"))],
            unit="ops",
        ),
        Panel(
            title="Bugs reported, and reports that were lost, an hour",
            queries=[
                Query("sum by (job) (increase(crash_reports_total[1h]))", "{{job}}"),
                Query("sum by (job) (increase(sentry_events_dropped_total[1h]))", "{{job}}, lost"),
            ],
            limit=1,
        ),
        Panel(
            title="Connections that were ended",
            queries=[Query("sum by (job, server, reason) (increase(http_connections_ended_total[1h]))")],
        ),
        Panel(
            title="Starts",
            queries=[Query("sum by (job) (changes(process_start_time_seconds[1h]))", "{{job}}")],
        ),
        Panel(
            title="Releases",
            queries=[Query("count by (service, version) (app_build_info)", "{{service}} {{version}}")],
            kind="table",
        ),
    ],
)
