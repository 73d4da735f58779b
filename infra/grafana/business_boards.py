"""What the desk is for, and what protects it: requests and their time; limits, caches and Valkey."""

from typing import Final

from panels import Dashboard, Panel, Query
from queries import rate

MADE: Final = (
    'rpc_server_call_duration_seconds_count{rpc_method=~".+TicketService/%s",rpc_response_status_code="OK"}'
)
OPEN: Final = "max by (%s) (sum by (instance, %s) (tickets_open))"
"""Each process of the tickets service counts all of them."""


def in_24h(method: str) -> Query:
    return Query(f"sum(increase({MADE % method}[24h])) or vector(0)")


BUSINESS: Final = Dashboard(
    name="business",
    title="The desk's work",
    panels=[
        Panel(title="Made in 24 h", queries=[in_24h("CreateTicket")], kind="stat", width=6, height=4),
        Panel(title="Resolved in 24 h", queries=[in_24h("ResolveTicket")], kind="stat", width=6, height=4),
        Panel(title="Reopened in 24 h", queries=[in_24h("ReopenTicket")], kind="stat", width=6, height=4),
        Panel(
            title="Promises broken in 24 h",
            queries=[Query("sum by (clock) (increase(tickets_sla_breached_total[24h]))", "{{clock}}")],
            kind="stat",
            width=6,
            height=4,
            limit=1,
            says="Requests whose time was over before they were answered, or resolved.",
        ),
        Panel(
            title="Open, by state",
            queries=[Query(OPEN % ("state", "state"), "{{state}}")],
            kind="bargauge",
        ),
        Panel(
            title="Open, by priority",
            queries=[Query(OPEN % ("priority", "priority"), "{{priority}}")],
            kind="bargauge",
        ),
        Panel(
            title="Open",
            queries=[Query("max(sum by (instance) (tickets_open))", "open")],
            says="A line that only rises: more comes in than is done.",
        ),
        Panel(
            title="Until the first response",
            queries=[
                Query(
                    f"histogram_quantile({share}, sum by (le) (increase(tickets_first_response_seconds_bucket[6h])))",
                    f"p{share * 100:.0f} of six hours",
                )
                for share in (0.5, 0.9)
            ],
            unit="s",
            width=12,
            says="Until staff took it or wrote to its reporter; nights and holidays count.",
        ),
        Panel(
            title="Promises broken, an hour",
            queries=[Query("sum by (clock) (increase(tickets_sla_breached_total[1h]))", "{{clock}}")],
            width=12,
        ),
    ],
)
LIMITS: Final = Dashboard(
    name="limits",
    title="Valkey, limits and caches",
    panels=[
        Panel(
            title="Valkey",
            queries=[Query("min by (job) (valkey_reachable)", "{{job}}")],
            kind="stat",
            width=6,
            height=4,
            least=1,
            words={0: "away", 1: "answers"},
        ),
        Panel(
            title="Refused or delayed in 1 h",
            queries=[
                Query(
                    'sum by (scope) (increase(rate_limit_decisions_total{decision!="allowed"}[1h]))',
                    "{{scope}}",
                )
            ],
            kind="stat",
            width=18,
            height=4,
            says="How often a limit was met, by what it limits.",
        ),
        Panel(
            title="Decisions of limits",
            queries=[Query(rate("rate_limit_decisions_total", "scope, decision"), "{{scope}} {{decision}}")],
            unit="ops",
            width=12,
        ),
        Panel(
            title="Not allowed",
            queries=[
                Query(
                    rate('rate_limit_decisions_total{decision!="allowed"}', "scope, decision"),
                    "{{scope}} {{decision}}",
                )
            ],
            unit="ops",
            width=12,
        ),
        Panel(
            title="Found in a cache",
            queries=[
                Query(
                    'sum by (job, cache) (increase(cache_requests_total{result="hit"}[1h]))'
                    " / (sum by (job, cache) (increase(cache_requests_total[1h])) > 0)",
                    "{{cache}} ({{job}})",
                )
            ],
            unit="percentunit",
            width=12,
            says="Share of an hour's look-ups that were spared what the cache stands for.",
        ),
        Panel(
            title="Look-ups in caches",
            queries=[Query(rate("cache_requests_total", "cache, result"), "{{cache}} {{result}}")],
            unit="ops",
            width=12,
        ),
        Panel(
            title="Wait for Telegram's limits, in all",
            queries=[
                Query("sum(rate(telegram_limiter_wait_seconds_sum[$__rate_interval]))", "seconds a second")
            ],
            width=24,
            says="How many messages wait at any time, on average.",
        ),
    ],
)
