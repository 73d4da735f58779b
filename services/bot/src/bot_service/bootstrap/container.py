"""Builds the service's objects and joins them."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.inbound.polling.poller import Poller
from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.inbound.telegram.updates.registration import BotRegistration
from bot_service.adapters.inbound.worker.returning import ReturningConversations
from bot_service.adapters.inbound.worker.upkeep import Upkeep
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.queues.leases import Leases
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.telegram.token_watch import TokenWatch
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.use_cases import UseCases
from bot_service.bootstrap.connections import create_connections
from bot_service.bootstrap.led_work import LedWork, create_led_work
from bot_service.bootstrap.ports import create_ports
from bot_service.bootstrap.queues import create_queues, processing, sending
from bot_service.bootstrap.settings import BotSettings
from bot_service.bootstrap.speech import create_registration, create_speech
from bot_service.bootstrap.telegram import watch_telegram


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
    led: LedWork
    upkeep: Upkeep
    returning: ReturningConversations
    immediate_answers: ImmediateAnswers


async def build_container(
    settings: BotSettings, stack: AsyncExitStack, *, limiter: RateLimiter | None = None
) -> Container:
    """Build everything; `stack` closes it. Connects to nothing: whatever is down now may come up later.

    `limiter` is for a Telegram that lets the bot speak as much as it likes; None: the budgets that all replicas share.
    """
    to = create_connections(settings, stack)
    telegram = watch_telegram(to.session)
    database = Database(to.engine)
    queues = create_queues(settings, to, database)
    ports = create_ports(settings, to, database, queues, telegram.private_topics)
    if limiter is not None:
        ports = replace(ports, limiter=limiter)
    immediate_answers = ImmediateAnswers(to.bot, ports.limiter.take)
    router = create_router()
    use_cases = UseCases(ports, create_speech(ports, to.bot, router, immediate_answers))
    receiver = Receiver(ports.inbox)
    return Container(
        engine=to.engine,
        presence=queues.presence,
        leases=Leases(database),
        token_watch=telegram.token,
        receiver=receiver,
        poller=Poller(to.bot, receiver),
        registration=create_registration(settings, to.bot, router, telegram, ports.desk.groups),
        updates=processing(use_cases, ports, queues.workers),
        deliveries=sending(use_cases, ports, queues.senders),
        led=create_led_work(to, database, queues, ports, use_cases),
        upkeep=Upkeep(ports.upkeep),
        returning=ReturningConversations(ports.conversations),
        immediate_answers=immediate_answers,
    )
