"""Builds the service's objects and joins them."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.inbound.polling.poller import Poller
from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.drawing.office.announcements import call_to, progress_call
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.inbound.telegram.updates.registration import BotRegistration
from bot_service.adapters.inbound.worker.broadcaster import Broadcaster
from bot_service.adapters.inbound.worker.bulk import BulkRunner
from bot_service.adapters.inbound.worker.clearing import TicketClearer
from bot_service.adapters.inbound.worker.exports import Exporter
from bot_service.adapters.inbound.worker.held_news import HeldNewsWorker
from bot_service.adapters.inbound.worker.interrupted import InterruptedTeller
from bot_service.adapters.inbound.worker.monthly_reports import MonthlyReporting
from bot_service.adapters.inbound.worker.notifier import Notifier
from bot_service.adapters.inbound.worker.old_files import OldFileMover
from bot_service.adapters.inbound.worker.returning import ReturningConversations
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.upkeep import Upkeep
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.grpc.places.places import GrpcPlaceDirectory
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.broadcasts import SqlBroadcasts
from bot_service.adapters.outbound.sqlalchemy.queues.leases import Leases
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.telegram.outage_watch import OutageWatch
from bot_service.adapters.outbound.telegram.private_topics import ToldPrivateTopics
from bot_service.adapters.outbound.telegram.token_watch import TokenWatch
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.use_cases import UseCases
from bot_service.bootstrap.connections import create_connections
from bot_service.bootstrap.office import create_office
from bot_service.bootstrap.ports import create_ports
from bot_service.bootstrap.settings import BotSettings
from bot_service.bootstrap.speech import create_registration, create_speech
from bot_service.bootstrap.work import (
    create_clearer,
    create_exporter,
    create_monthly_reporting,
    processing,
    sending,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What runs; `bootstrap.serve` puts it under the process's life cycle."""

    engine: AsyncEngine
    presence: Presence
    leases: Leases
    token_watch: TokenWatch
    receiver: Receiver
    poller: Poller
    registration: BotRegistration
    updates: WorkLoop[ClaimedUpdate]
    deliveries: WorkLoop[Delivery]
    notifier: Notifier
    broadcaster: Broadcaster
    old_files: OldFileMover
    monthly_reports: MonthlyReporting
    held_news: HeldNewsWorker
    bulk: BulkRunner
    interrupted: InterruptedTeller
    clearer: TicketClearer
    exporter: Exporter
    upkeep: Upkeep
    returning: ReturningConversations
    immediate_answers: ImmediateAnswers

    async def one_at_a_time(self) -> None:
        """Do what one process does, and seldom: under one lease, so that each takes no connection of its own."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.old_files())
            group.create_task(self.bulk())
            group.create_task(self.interrupted())
            group.create_task(self.clearer())
            group.create_task(self.exporter())


async def build_container(
    settings: BotSettings,
    stack: AsyncExitStack,
    *,
    limiter: RateLimiter | None = None,
) -> Container:
    """Build everything; `stack` closes it. Connects to nothing: whatever is down now may come up later.

    `limiter` is for a Telegram that lets the bot speak as much as it likes; None: the budgets that all replicas share.
    """
    to = create_connections(settings, stack)
    token_watch = TokenWatch()
    to.session.middleware(token_watch)
    telegram_in_doubt = asyncio.Event()
    to.session.middleware(OutageWatch(telegram_in_doubt.set))
    database = Database(to.engine)
    workers, senders = Slots[ClaimedUpdate](settings.workers), Slots[Delivery](settings.senders)
    broadcaster = Broadcaster(
        broadcasts=SqlBroadcasts(database, senders=senders),
        call_to=call_to,
        progress=progress_call,
        nobody_asks=workers.idle,
    )
    private_topics = ToldPrivateTopics()
    office = create_office(
        to, database, senders, settings.backup_metrics_file, broadcasts=broadcaster.broadcasts
    )
    exporter = create_exporter(to, office)
    wake = (workers.wake_up, senders.wake_up, broadcaster.wake_up, exporter.wake_up)
    presence = Presence(database, wake=wake)
    ports = create_ports(
        to,
        database,
        presence,
        workers=workers,
        senders=senders,
        zone=settings.time_zone,
        office=office,
        private_topics=private_topics,
        places=GrpcPlaceDirectory(to.tickets, kept_for=settings.places_kept_seconds),
    )
    if limiter is not None:
        ports = replace(ports, limiter=limiter)
    immediate_answers = ImmediateAnswers(to.bot, ports.limiter.take)
    router = create_router()
    use_cases = UseCases(ports, create_speech(ports, to.bot, router, immediate_answers))
    receiver = Receiver(ports.inbox)
    return Container(
        engine=to.engine,
        presence=presence,
        leases=Leases(database),
        token_watch=token_watch,
        receiver=receiver,
        poller=Poller(to.bot, receiver),
        registration=create_registration(
            settings, to.bot, router, telegram_in_doubt, private_topics, ports.desk.groups
        ),
        updates=processing(use_cases, ports, workers),
        deliveries=sending(use_cases, ports, senders),
        notifier=Notifier(feed=ports.feed, positions=ports.positions, present=use_cases.present_event),
        broadcaster=broadcaster,
        old_files=OldFileMover(
            old_files=ports.desk.old_files,
            move=use_cases.move_old_file,
            limiter=ports.limiter,
            budget=to.bot.id,
        ),
        monthly_reports=create_monthly_reporting(ports, office),
        held_news=HeldNewsWorker(held=ports.held, send=use_cases.send_digest, now=ports.desk.now),
        bulk=BulkRunner(jobs=ports.desk.bulk_jobs, run=use_cases.run_bulk),
        clearer=create_clearer(to, database, office),
        exporter=exporter,
        interrupted=InterruptedTeller(tell=use_cases.tell_of_interrupted),
        upkeep=Upkeep(ports.upkeep),
        returning=ReturningConversations(ports.conversations),
        immediate_answers=immediate_answers,
    )
