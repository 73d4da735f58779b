"""The life of a service process: start, serve, drain, stop (decision 6)."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AsyncExitStack, suppress
from typing import Any, Final, TypeVar

import structlog
import uvloop

from fixline_chassis.garbage import leave_alone_what_is_there
from fixline_chassis.scope import ServiceScope, Step
from fixline_chassis.settings import EX_CONFIG, ServiceSettings, SettingsError, log_file_of
from fixline_telemetry.crashes import report
from fixline_telemetry.http.admin import AdminServer, ProcessState
from fixline_telemetry.settings import TelemetryConfig
from fixline_telemetry.telemetry import start_telemetry

DRAIN_STEP_SECONDS: Final = 12.0
"""One drain step may take this long; two steps and the rest stay below 25 s."""
WAIT_SECONDS: Final = 0.2
CHECK_SECONDS: Final = 5.0

log = structlog.get_logger()
S = TypeVar("S", bound=ServiceSettings)
T = TypeVar("T")
Build = Callable[[S, ServiceScope], Awaitable[None]]


class BackgroundTaskEndedError(Exception):
    """A task that should run for the life of the process returned."""


def run_service(name: str, settings: S, build: Build[S], *, admin_listen: str) -> int:
    """Serve until SIGTERM or SIGINT and return the process's exit status.

    0, 1 when something broke, or `EX_CONFIG` when `build` or a background task raised `SettingsError`.
    """
    return uvloop.run(serve(name, settings, build, admin_listen=admin_listen))


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Run what takes minutes and then ends, such as an import, on what services run on, and return what it does."""
    leave_alone_what_is_there()
    return uvloop.run(work)


async def serve(name: str, settings: S, build: Build[S], *, admin_listen: str) -> int:
    telemetry = start_telemetry(telemetry_config(name, settings))
    try:
        async with AsyncExitStack() as stack:
            scope = ServiceScope(stack=stack)
            await live(scope, lambda: build(settings, scope), admin_listen, settings.drain_delay_seconds)
    except SettingsError as error:
        # Nothing broke, and a crash report would only hide the words that say what to do.
        log.error("service.misconfigured", error=str(error))  # noqa: TRY400  # no traceback: it helps nobody
        return EX_CONFIG
    except Exception as error:
        report(error)
        # One line a person can act on; the crash report holds the rest.
        log.exception("service.failed", error=f"{type(error).__name__}: {error}")
        return 1
    else:
        log.info("service.stopped")
        return 0
    finally:
        await telemetry.shutdown()


def telemetry_config(name: str, settings: ServiceSettings) -> TelemetryConfig:
    return TelemetryConfig(
        service=name,
        version=settings.version,
        environment=settings.environment,
        log_level=settings.log_level,
        log_format=settings.log_format,
        log_file=log_file_of(name, settings.log_file),
        sentry_dsn=settings.sentry_dsn,
        otlp_endpoint=settings.otlp_endpoint,
        backup_metrics_file=settings.backup_metrics_file,
        sample_ratio=settings.trace_sample_ratio,
        pseudonym_key=settings.pseudonym_key,
        secrets=settings.secrets(),
    )


async def live(scope: ServiceScope, build: Step, admin_listen: str, drain_delay_seconds: float) -> None:
    stop = stop_on_signals()
    state = ProcessState()
    admin = AdminServer(admin_listen, readiness=scope.readiness_checks, state=state)
    admin_port = await admin.start()
    log.info("admin.listening", port=admin_port)
    tasks: list[asyncio.Task[None]] = []
    try:
        await build()
        await until_ready(scope.start_conditions, stop)
        tasks = [start(name, task) for name, task in scope.background_tasks.items()]
        state.started = True
        leave_alone_what_is_there()
        log.info("service.started", admin_port=admin_port)
        await first_of(stop, tasks)
    finally:
        state.draining = True
        log.info("service.draining")
        if stop.is_set():  # give load balancers the time to notice
            await asyncio.sleep(drain_delay_seconds)
        for step in reversed(scope.drain_steps):
            await bounded(step)
        await cancel(tasks)
        await admin.stop()


async def until_ready(checks: Mapping[str, Step], stop: asyncio.Event) -> None:
    """Wait until every check passes, or for the stop signal: a database may start, or be migrated, after us.

    Background tasks begin after this, so that none of them works on a schema which it does not know.
    """
    said = ""
    while not stop.is_set() and (reason := await first_failure(checks)):
        if reason != said:
            log.warning("service.waiting", reason=reason)
            said = reason
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_SECONDS):
                await stop.wait()


async def first_failure(checks: Mapping[str, Step]) -> str:
    for name, check in checks.items():
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await check()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is no reason to end
            return f"{name}: {type(error).__name__}: {error}"
    return ""


def stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def start(name: str, task: Step) -> "asyncio.Task[None]":
    async def run() -> None:
        await task()
        raise BackgroundTaskEndedError(f"background task {name} ended")

    coroutine: Coroutine[Any, Any, None] = run()
    return asyncio.create_task(coroutine, name=name)


async def first_of(stop: asyncio.Event, tasks: list["asyncio.Task[None]"]) -> None:
    """Wait for the stop signal; raise what a background task raised first."""
    waiting = asyncio.create_task(stop.wait(), name="stop")
    try:
        done, _ = await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in done - {waiting}:
            task.result()
    finally:
        waiting.cancel()


async def bounded(step: Step) -> None:
    try:
        async with asyncio.timeout(DRAIN_STEP_SECONDS):
            await step()
    except Exception as error:
        # The other steps still have to run.
        report(error)
        log.exception("service.drain_failed")


async def cancel(tasks: list["asyncio.Task[None]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
