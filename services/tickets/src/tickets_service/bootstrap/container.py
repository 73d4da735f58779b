"""Where everything is built, and nothing else happens."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_chassis.database import create_database_engine
from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.server.server import RpcServer, ServerConfig
from fixline_telemetry.crashes import report
from fixline_telemetry.metrics import decision_counters
from tickets_service.adapters.inbound.grpc.errors import ERROR_DOMAIN, translate_error
from tickets_service.adapters.inbound.grpc.methods import METHOD_REASONS, METHOD_SCOPES
from tickets_service.adapters.inbound.grpc.services import services
from tickets_service.adapters.outbound.sqlalchemy.connections.listener import PostgresListener
from tickets_service.adapters.outbound.sqlalchemy.ports import sqlalchemy_ports
from tickets_service.adapters.outbound.system.clock import SystemClock
from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.adapters.outbound.system.signal import ProcessSignal
from tickets_service.adapters.outbound.telemetry.response_times import MeasuredResponseTimes
from tickets_service.adapters.outbound.telemetry.tracing import TelemetryTracing
from tickets_service.application.use_cases.map import UseCases
from tickets_service.bootstrap.settings import TicketsSettings

SIDE_POOL_SIZE = 3
"""Connections for event streams and readiness, which must neither wait for calls nor show up in their traces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The parts of a running service; whoever builds one disposes of both engines."""

    engine: AsyncEngine
    side_engine: AsyncEngine
    signal: ProcessSignal
    listener: PostgresListener
    use_cases: UseCases
    server: RpcServer


def build_container(settings: TicketsSettings) -> Container:
    engine = create_database_engine(
        settings.database_url, application_name="tickets", pool_size=settings.pool_size
    )
    side_engine = create_database_engine(
        settings.database_url, application_name="tickets-feed", pool_size=SIDE_POOL_SIZE
    )
    signal = ProcessSignal()
    listener = PostgresListener(engine.url, signal, application_name="tickets-listener")
    ports = sqlalchemy_ports(
        engine,
        signal,
        feed_engine=side_engine,
        on_events=listener.announce,
        invite_codes=KeyedInviteCodes(settings.invite_key.encode()),
        clock=SystemClock(),
        tracing=TelemetryTracing(),
        response_times=MeasuredResponseTimes(),
    )
    wired = UseCases(ports, agents=settings.agent_telegram_ids, admins=settings.admin_telegram_ids)
    return Container(
        engine=engine,
        side_engine=side_engine,
        signal=signal,
        listener=listener,
        use_cases=wired,
        server=build_server(settings, wired),
    )


def build_server(settings: TicketsSettings, wired: UseCases) -> RpcServer:
    callers = {
        name: CallerConfig(caller.token_sha256, caller.scopes, caller.former_token_sha256)
        for name, caller in settings.callers.items()
    }
    config = ServerConfig(
        listen=settings.grpc_listen,
        error_domain=ERROR_DOMAIN,
        method_scopes=METHOD_SCOPES,
        method_reasons=METHOD_REASONS,
        reflection=settings.reflection,
    )
    return RpcServer(
        config,
        tokens=CallerTokens.from_config(callers),
        translate_error=translate_error,
        services=services(wired),
        report_bug=report,
        decision_counters=decision_counters,
    )
