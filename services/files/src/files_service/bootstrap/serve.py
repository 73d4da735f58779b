"""Composition root: builds the service of one process from its settings."""

from functools import partial

import structlog

from files_service.adapters.inbound.grpc.errors import ERROR_DOMAIN, translate_error
from files_service.adapters.inbound.grpc.methods import METHOD_REASONS, METHOD_SCOPES
from files_service.adapters.inbound.grpc.servicer import file_service
from files_service.adapters.inbound.worker.sweeper import Sweeper
from files_service.adapters.outbound.object_store.blob_store import ObjectBlobStore
from files_service.adapters.outbound.object_store.opening import StoreUrlError, open_blob_store
from files_service.adapters.outbound.sqlalchemy.file_reader import SqlAlchemyFileReader
from files_service.adapters.outbound.sqlalchemy.unit_of_work import SqlAlchemyUnitOfWorkFactory
from files_service.adapters.outbound.system.clock import SystemClock
from files_service.adapters.outbound.system.identifiers import RandomIdentifiers
from files_service.bootstrap.container import create_use_cases
from files_service.bootstrap.settings import FilesSettings
from files_service.domain.errors import FilesError
from fixline_chassis.database import create_database_engine
from fixline_chassis.revisions import Revisions, require_current_revision
from fixline_chassis.scope import ServiceScope
from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.server.server import RpcServer, ServerConfig
from fixline_telemetry.crashes import report
from fixline_telemetry.database import instrument
from fixline_telemetry.metrics import decision_counters

PACKAGE = "files_service"
GRACE_SECONDS = 10.0
"""For calls that are being served when the process is told to stop."""

log = structlog.get_logger()


async def build(settings: FilesSettings, scope: ServiceScope) -> None:
    """Raise `StoreUrlError` when the store cannot be read and written: without it the service is of no use."""
    engine = create_database_engine(
        settings.database_url, application_name=PACKAGE, pool_size=settings.pool_size
    )
    scope.stack.push_async_callback(engine.dispose)
    instrument(engine)
    scope.readiness("database", partial(require_current_revision, engine, Revisions.of(PACKAGE)))

    blobs = await open_working_store(settings.store_url)

    use_cases = create_use_cases(
        unit_of_work=SqlAlchemyUnitOfWorkFactory(engine),
        reader=SqlAlchemyFileReader(engine),
        blobs=blobs,
        clock=SystemClock(),
        identifiers=RandomIdentifiers(),
        upload_limit=settings.upload_limit,
        sweep_limits=settings.sweep_limits,
    )
    sweeper = Sweeper(sweep=use_cases.sweep_orphans, interval_seconds=settings.sweep_interval_seconds)
    scope.background("sweeper", sweeper.run)

    server = RpcServer(
        ServerConfig(
            listen=settings.grpc_listen,
            error_domain=ERROR_DOMAIN,
            method_scopes=METHOD_SCOPES,
            method_reasons=METHOD_REASONS,
            reflection=settings.reflection,
        ),
        tokens=CallerTokens.from_config(
            {
                name: CallerConfig(caller.token_sha256, caller.scopes, caller.former_token_sha256)
                for name, caller in settings.callers.items()
            }
        ),
        translate_error=translate_error,
        services=[file_service(use_cases)],
        report_bug=report,
        decision_counters=decision_counters,
    )
    port = await server.start()
    scope.on_drain(partial(server.drain, GRACE_SECONDS))
    log.info("grpc.listening", port=port)


async def open_working_store(url: str) -> ObjectBlobStore:
    """Open the store and try it; raise `StoreUrlError` in words for the person who starts the service."""
    blobs = open_blob_store(url)
    try:
        await blobs.check()
    except FilesError as error:
        cause = str(error.__cause__ or error).splitlines()[0]
        raise StoreUrlError(f"the blob store {url} cannot be read and written: {cause}") from error
    return blobs
