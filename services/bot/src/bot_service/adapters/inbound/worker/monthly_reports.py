"""Looks from time to time whether the report of a month is due."""

import asyncio
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

import structlog
from opentelemetry.trace import Span

from bot_service.application.backoff import backoff
from bot_service.application.commands.send_monthly_reports import SendMonthlyReports
from bot_service.application.errors import UnavailableError
from fixline_telemetry import attributes as names
from fixline_telemetry.crashes import report
from fixline_telemetry.propagation import consumer_span

LONGEST_WAIT: Final = 300.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class MonthlyReporting:
    """One process at a time runs it (a lease); two at once would send nothing twice, only draw it twice."""

    send: SendMonthlyReports

    async def __call__(self) -> None:
        """Work without end; outages are waited out."""
        failures = 0
        while True:
            try:
                with look_span():
                    wait = await self.send()
                failures = 0
            except Exception as error:  # noqa: BLE001  # whatever it is, who had none yet still waits for it
                if not isinstance(error, UnavailableError):
                    report(error, recurs=True)
                wait = backoff(failures, first=1.0, longest=LONGEST_WAIT)
                log.warning("monthly_reports.interrupted", error_type=type(error).__name__)
                failures += 1
            await asyncio.sleep(wait.total_seconds())


def look_span() -> AbstractContextManager[Span]:
    """Every look is a trace of its own: nobody asked for it."""
    return consumer_span(
        "process monthly.reports",
        traceparent="",
        attributes={
            names.MESSAGING_SYSTEM: "fixline",
            names.MESSAGING_DESTINATION_NAME: "monthly.reports",
            names.MESSAGING_OPERATION_TYPE: "process",
        },
    )
