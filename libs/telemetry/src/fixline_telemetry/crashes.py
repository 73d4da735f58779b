"""Crash reports: one event per bug, to a Sentry-compatible server."""

import logging
import secrets
import traceback
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

import sentry_sdk
import structlog
from opentelemetry import trace
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.logging import LoggingIntegration, ignore_logger
from sentry_sdk.scope import register_external_propagation_context
from sentry_sdk.transport import HttpTransport
from sentry_sdk.utils import capture_internal_exceptions

from fixline_telemetry.metrics import CRASH_REPORTS, CRASH_REPORTS_DROPPED
from fixline_telemetry.recurring import Recurring
from fixline_telemetry.redaction import Redactor
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.spans.current_spans import current_span
from fixline_telemetry.spans.failed_spans import mark_failed

INCIDENT_DIGITS: Final = 8
FLUSH_SECONDS: Final = 2.0
TELL_AGAIN_SECONDS: Final = 3_600.0
"""After which a bug that is met again and again is reported anew."""

log = structlog.get_logger()


def report(error: BaseException, *, recurs: bool = False, **tags: str | int) -> str:
    """Send one crash report about `error` and return its incident code, 8 hex digits to show to the person.

    The code is the prefix of the trace id; outside a span it is random. It is logged either way, and the current
    span says that its work failed. No report is sent again of a bug that met the same trace before (a retry), nor of
    what another service has reported (`reported_elsewhere`).

    `recurs`: what failed is tried again for as long as it takes, and nobody is shown the code. Each try has a trace of
    its own, so that one bug would be a report every few seconds; it is one for each place and hour, with the number of
    tries since the last (`repeated`), and so is the log line. The metric counts all.
    """
    span = current_span()
    mark_failed(span, error)
    context = span.get_span_context()
    incident = incident_of(context.trace_id) if context.is_valid else secrets.token_hex(INCIDENT_DIGITS // 2)
    place = place_of(error)
    elsewhere = _Elsewhere.is_reported(error)
    is_new = not elsewhere and _REPORTED.is_new((incident, *place))
    if is_new:
        CRASH_REPORTS.inc()
    if recurs:
        if (repeated := _RECURRING.since_told((elsewhere, *place))) is None:
            return incident
        if repeated:
            tags["repeated"] = repeated
    if elsewhere:
        log.error("crash.elsewhere", incident=incident, error_type=type(error).__name__, **tags)
        return incident
    if is_new:
        with sentry_sdk.new_scope() as scope:
            # Else servers put bugs of one type together, wherever they are.
            scope.fingerprint = list(place)
            scope.set_tag("incident", incident)
            for name, value in tags.items():
                scope.set_tag(name, str(value))
            scope.capture_exception(error)
    log.error("crash.reported", incident=incident, error_type=type(error).__name__, **tags)
    return incident


def incident_of(trace_id: int) -> str:
    return trace.format_trace_id(trace_id)[:INCIDENT_DIGITS]


def place_of(error: BaseException) -> tuple[str, str]:
    """Return the error's type and the module and function that raised it: what makes two crashes the same bug."""
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames:
        return type(error).__name__, ""
    frame, _ = frames[-1]
    return type(error).__name__, f"{frame.f_globals.get('__name__', '')}.{frame.f_code.co_qualname}"


class Recent:
    """Remembers the newest few hundred of what was seen."""

    def __init__(self, most: int = 512) -> None:
        self._most = most
        self._seen: dict[Hashable, None] = {}

    def is_new(self, what: Hashable) -> bool:
        if what in self._seen:
            return False
        self._seen[what] = None
        if len(self._seen) > self._most:
            del self._seen[next(iter(self._seen))]
        return True


_REPORTED: Final = Recent()
_RECURRING: Final = Recurring(TELL_AGAIN_SECONDS)


class _Elsewhere:
    is_reported: Callable[[BaseException], bool] = staticmethod(lambda _error: False)


def reported_elsewhere(is_reported: Callable[[BaseException], bool]) -> None:
    """Say how to tell an error that is only the consequence of a bug in another service, which has reported it."""
    _Elsewhere.is_reported = staticmethod(is_reported)


def start_crash_reports(config: TelemetryConfig, redactor: Redactor) -> None:
    """Send to `config.sentry_dsn`; without one, crashes are only logged. Raise `ValueError` for a bad DSN."""
    reports = logging.getLogger("asyncio")
    if not any(isinstance(handler, UnretrievedErrors) for handler in reports.handlers):
        reports.addHandler(UnretrievedErrors(level=logging.ERROR))
    if not config.sentry_dsn:
        return
    # They import the frameworks, which not every process has a use for.
    from sentry_sdk.integrations.fastapi import FastApiIntegration  # noqa: PLC0415
    from sentry_sdk.integrations.starlette import StarletteIntegration  # noqa: PLC0415

    scrub = _scrubber(redactor)
    try:
        sentry_sdk.init(
            dsn=config.sentry_dsn,
            release=f"fixline-{config.service}@{config.version}",
            environment=config.environment,
            server_name=config.instance,
            transport=CountingTransport,
            # What crashes outside report() is an HTTP handler; everything else is reported where it is caught.
            auto_enabling_integrations=False,
            integrations=[
                # Libraries' log lines become breadcrumbs, never events: the error itself is already one.
                LoggingIntegration(level=logging.INFO, event_level=None),
                StarletteIntegration(),
                FastApiIntegration(),
            ],
            disabled_integrations=[AtexitIntegration],  # Telemetry.shutdown flushes, within a bound
            auto_session_tracking=False,
            send_default_pii=False,
            max_request_body_size="never",
            include_local_variables=False,
            before_send=scrub,
            before_breadcrumb=scrub,
        )
    except sentry_sdk.utils.BadDsn as error:
        raise ValueError(f"the Sentry DSN is malformed: {error}") from None
    ignore_logger("grpc._cython.cygrpc")
    register_external_propagation_context(_current_ids)


def leave_breadcrumb(level: str, logger: str, said: Mapping[str, Any]) -> None:
    """Let the next crash report of this work tell of a line of ours, as `LoggingIntegration` does for libraries."""
    with capture_internal_exceptions():
        sentry_sdk.add_breadcrumb(
            type="log",
            level="fatal" if level == "critical" else level,
            category=logger,
            message=said.get("event"),
            data={key: value for key, value in said.items() if key not in ("event", "exc_info", "logger")},
        )


def stop_crash_reports() -> None:
    """Send what is left, for at most `FLUSH_SECONDS`."""
    sentry_sdk.get_client().close(timeout=FLUSH_SECONDS)


class UnretrievedErrors(logging.Handler):
    """Reports what asyncio only logs: errors of tasks and callbacks nobody waits for."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            report(record.exc_info[1], recurs=True, source="asyncio")


class CountingTransport(HttpTransport):
    def record_lost_event(
        self, reason: str, data_category: Any = None, item: Any = None, *, quantity: int = 1
    ) -> None:
        category = data_category if item is None else item.data_category
        if category == "error":  # the rest is the library's own bookkeeping
            CRASH_REPORTS_DROPPED.labels(reason).inc(quantity)
        super().record_lost_event(reason, data_category, item, quantity=quantity)


def _scrubber(redactor: Redactor) -> Callable[[Any, Any], Any]:
    def scrub(payload: Any, _hint: Any) -> Any:
        clean: Any = redactor.value(payload)
        # What a framework's own handler sends did not pass through `report`.
        trace_id = clean.get("contexts", {}).get("trace", {}).get("trace_id")
        if trace_id and "exception" in clean and "incident" not in clean.setdefault("tags", {}):
            clean["tags"]["incident"] = trace_id[:INCIDENT_DIGITS]
            CRASH_REPORTS.inc()
        return clean

    return scrub


def _current_ids() -> tuple[str, str] | None:
    context = current_span().get_span_context()
    if not context.is_valid:
        return None
    return trace.format_trace_id(context.trace_id), trace.format_span_id(context.span_id)
