"""Builds the service's objects and joins them."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from aiogram import Bot, Router
from aiogram.methods import SetMyCommands
from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.inbound.polling.poller import Poller
from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.dialogs.start.menus import (
    command_menus,
    group_menus,
    staff_group_menus,
)
from bot_service.adapters.inbound.telegram.drawing.office.announcements import call_to, progress_call
from bot_service.adapters.inbound.telegram.notifications.bulk_report import bulk_report
from bot_service.adapters.inbound.telegram.notifications.digest import TelegramDigests
from bot_service.adapters.inbound.telegram.notifications.exporting import TelegramExports
from bot_service.adapters.inbound.telegram.notifications.monthly import MonthlyReports
from bot_service.adapters.inbound.telegram.notifications.news import TicketNews
from bot_service.adapters.inbound.telegram.notifications.unheard import UnheardNews
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.inbound.telegram.updates.people import create_person_middleware
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.inbound.telegram.updates.registration import BotRegistration, webhook_registration
from bot_service.adapters.inbound.worker.broadcaster import Broadcaster
from bot_service.adapters.inbound.worker.bulk import BulkRunner
from bot_service.adapters.inbound.worker.clearing import TicketClearer
from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.exports import Exporter, log_end
from bot_service.adapters.inbound.worker.held_news import HeldNewsWorker
from bot_service.adapters.inbound.worker.interrupted import InterruptedTeller
from bot_service.adapters.inbound.worker.monthly_reports import MonthlyReporting
from bot_service.adapters.inbound.worker.notifier import Notifier
from bot_service.adapters.inbound.worker.old_files import OldFileMover
from bot_service.adapters.inbound.worker.returning import ReturningConversations
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.updates import UpdateWorker
from bot_service.adapters.inbound.worker.upkeep import Upkeep
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.grpc.office.retention import GrpcClearing
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.places.places import GrpcPlaceDirectory
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.broadcasts import SqlBroadcasts
from bot_service.adapters.outbound.sqlalchemy.office.ticket_traces import SqlTicketTraces
from bot_service.adapters.outbound.sqlalchemy.queues.leases import Leases
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.outage_watch import OutageWatch
from bot_service.adapters.outbound.telegram.private_topics import ToldPrivateTopics
from bot_service.adapters.outbound.telegram.token_watch import TokenWatch
from bot_service.application.commands.office.clear_tickets import ClearTickets
from bot_service.application.commands.office.reports.run_export import RunExport
from bot_service.application.commands.office.reports.send_monthly_reports import SendMonthlyReports
from bot_service.application.office import Office
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.topics.staff_group import StaffGroups
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.use_cases import Ports, Speech, UseCases
from bot_service.bootstrap.connections import Connections, create_connections
from bot_service.bootstrap.office import create_office
from bot_service.bootstrap.ports import create_ports
from bot_service.bootstrap.settings import BotSettings


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
    monthly = SendMonthlyReports(
        people=ports.desk.people,
        chats=ports.desk.chats,
        office=office,
        write=MonthlyReports(office.report_printer),
        report_crash=ports.report_crash,
        now=ports.desk.now,
        zone=ports.desk.zone,
    )
    receiver, clearing = Receiver(ports.inbox), GrpcClearing(to.tickets)
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
        monthly_reports=MonthlyReporting(monthly),
        held_news=HeldNewsWorker(held=ports.held, send=use_cases.send_digest, now=ports.desk.now),
        bulk=BulkRunner(jobs=ports.desk.bulk_jobs, run=use_cases.run_bulk),
        clearer=TicketClearer(
            clearing=clearing,
            clear=ClearTickets(
                clearing=clearing,
                files=office.ticket_files,
                traces=SqlTicketTraces(database),
            ),
        ),
        exporter=exporter,
        interrupted=InterruptedTeller(tell=use_cases.tell_of_interrupted),
        upkeep=Upkeep(ports.upkeep),
        returning=ReturningConversations(ports.conversations),
        immediate_answers=immediate_answers,
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


def create_speech(ports: Ports, bot: Bot, router: Router, immediate_answers: ImmediateAnswers) -> Speech:
    dialogs = DispatchedUpdates(
        bot, router, create_person_middleware(ports.desk), ports.conversations, immediate_answers
    )
    return Speech(
        dialogs=dialogs,
        notifications=TicketNews(ports.desk),
        apologies=TelegramApologies(ports.desk.chats),
        unheard=UnheardNews(ports.desk),
        digests=TelegramDigests(ports.desk),
        bulk=bulk_report,
    )


def create_registration(
    settings: BotSettings,
    bot: Bot,
    router: Router,
    doubt: asyncio.Event,
    private_topics: ToldPrivateTopics,
    staff_groups: StaffGroups,
) -> BotRegistration:
    async def menus_of_groups() -> Sequence[SetMyCommands]:
        """Those of the staff group: one may have been linked by a release that had none, or others."""
        group = await staff_groups.linked()
        return () if group is None else staff_group_menus(group.chat_id)

    webhook = (
        [webhook_registration(settings.webhook_url, settings.webhook_secret)]
        if settings.webhook_url and settings.webhook_secret
        else []
    )
    return BotRegistration(
        bot=bot,
        api_url=settings.api_url,
        proxy="" if settings.outgoing_proxy is None else str(settings.outgoing_proxy),
        calls=[*webhook, *command_menus(router), *group_menus()],
        by_webhook=bool(webhook),
        doubt=doubt,
        learn=private_topics.learn,
        groups=menus_of_groups,
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
