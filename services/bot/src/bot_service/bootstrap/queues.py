"""What waits to be dealt with, who deals with it, and how one process tells the others of it."""

from dataclasses import dataclass

from bot_service.adapters.inbound.telegram.drawing.office.announcements import call_to, progress_call
from bot_service.adapters.inbound.telegram.notifications.exporting import TelegramExports
from bot_service.adapters.inbound.worker.broadcaster import Broadcaster
from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.exports import Exporter, log_end
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.updates import UpdateWorker
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.broadcasts import SqlBroadcasts
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.application.commands.office.reports.run_export import RunExport
from bot_service.application.office import Office
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.use_cases import Ports, UseCases
from bot_service.bootstrap.connections import Connections
from bot_service.bootstrap.office import create_office
from bot_service.bootstrap.settings import BotSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    workers: Slots[ClaimedUpdate]
    senders: Slots[Delivery]
    broadcaster: Broadcaster
    exporter: Exporter
    office: Office
    """Whose announcements and exports wait in them."""
    presence: Presence


def create_queues(settings: BotSettings, to: Connections, database: Database) -> Queues:
    workers, senders = Slots[ClaimedUpdate](settings.workers), Slots[Delivery](settings.senders)
    broadcaster = Broadcaster(
        broadcasts=SqlBroadcasts(database, senders=senders),
        call_to=call_to,
        progress=progress_call,
        nobody_asks=workers.idle,
    )
    office = create_office(
        to, database, senders, settings.backup_metrics_file, broadcasts=broadcaster.broadcasts
    )
    exporter = create_exporter(to, office)
    wake = (workers.wake_up, senders.wake_up, broadcaster.wake_up, exporter.wake_up)
    return Queues(
        workers=workers,
        senders=senders,
        broadcaster=broadcaster,
        exporter=exporter,
        office=office,
        presence=Presence(database, wake=wake),
    )


def create_exporter(to: Connections, office: Office) -> Exporter:
    return Exporter(
        run=RunExport(
            exports=office.exports,
            reports=office.reports,
            people=GrpcUserDirectory(to.tickets),
            write=TelegramExports(),
            report_crash=report_crash,
            ended=log_end,
        )
    )


def processing(use_cases: UseCases, ports: Ports, workers: Slots[ClaimedUpdate]) -> WorkLoop[ClaimedUpdate]:
    return WorkLoop(
        "updates",
        slots=workers,
        claim=ports.inbox.claim,
        next_in=ports.inbox.next_in,
        do=UpdateWorker(use_cases.process_update),
        release=ports.inbox.release,
    )


def sending(use_cases: UseCases, ports: Ports, senders: Slots[Delivery]) -> WorkLoop[Delivery]:
    return WorkLoop(
        "deliveries",
        slots=senders,
        claim=ports.deliveries.claim,
        next_in=ports.deliveries.next_in,
        do=DeliveryWorker(use_cases.deliver_call),
        release=ports.deliveries.release,
    )
