"""The ports on their adapters."""

from datetime import UTC, datetime

from bot_service.adapters.outbound.conversations import SteadyConversations
from bot_service.adapters.outbound.grpc.comments.comments import GrpcCommentGateway
from bot_service.adapters.outbound.grpc.files.files import GrpcFileGateway
from bot_service.adapters.outbound.grpc.files.old_files import GrpcOldFileGateway
from bot_service.adapters.outbound.grpc.notifications.events import GrpcEventFeed
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.tickets.following import GrpcFollowing
from bot_service.adapters.outbound.grpc.tickets.ticket_finder import GrpcTicketFinder
from bot_service.adapters.outbound.grpc.tickets.ticket_links import GrpcTicketLinks
from bot_service.adapters.outbound.grpc.tickets.ticket_tags import GrpcTicketTags
from bot_service.adapters.outbound.grpc.tickets.ticket_work import GrpcTicketWork
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.memory.updates.allowances import MemoryAllowances
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.chats.conversations import SqlConversationStore
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.deliveries.interrupted_calls import SqlInterruptedCalls
from bot_service.adapters.outbound.sqlalchemy.lists.bulk_jobs import SqlBulkJobs
from bot_service.adapters.outbound.sqlalchemy.notifications.feed_positions import SqlFeedPositions
from bot_service.adapters.outbound.sqlalchemy.notifications.held_calls import SqlHeldCalls
from bot_service.adapters.outbound.sqlalchemy.notifications.preferences import SqlPreferences
from bot_service.adapters.outbound.sqlalchemy.queues.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.adapters.outbound.sqlalchemy.quick_replies.quick_replies import SqlQuickReplies
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import SqlMessageLinks
from bot_service.adapters.outbound.sqlalchemy.topics.staff_group import SqlStaffGroups
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.sqlalchemy.updates.group_albums import SqlGroupAlbums
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.adapters.outbound.telegram.groups import TelegramGroupInspector
from bot_service.adapters.outbound.valkey.allowances import ValkeyAllowances
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversationStore
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.office import Office
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.lists.bulk_jobs import BulkJobs
from bot_service.application.ports.places.places import PlaceDirectory
from bot_service.application.ports.queues.workers import Workers
from bot_service.application.ports.topics.private_topics import PrivateTopics
from bot_service.application.ports.updates.allowances import LIMITED
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.request_desk import RequestDesk
from bot_service.application.use_cases import Ports
from bot_service.bootstrap.connections import Connections


def create_ports(
    to: Connections,
    database: Database,
    presence: Presence,
    *,
    workers: Workers[ClaimedUpdate],
    senders: Workers[Delivery],
    zone: str,
    office: Office,
    private_topics: PrivateTopics,
    places: PlaceDirectory,
) -> Ports:
    """`zone` is the time zone of whoever never said where they live."""
    chats = SqlChats(database)
    bot_id = to.bot.id
    reachability = ValkeyReachability()
    return Ports(
        desk=create_desk(
            to,
            chats,
            database,
            reachability,
            zone,
            office,
            SqlBulkJobs(database, senders=senders),
            private_topics,
            places,
        ),
        inbox=SqlInbox(database, presence, bot_id, chats=chats, workers=workers, senders=senders),
        conversations=SteadyConversations(
            ValkeyConversationStore(to.valkey, reachability), SqlConversationStore(database), reachability
        ),
        deliveries=SqlDeliveries(database, presence, senders=senders),
        telegram_api=BotTelegramApi(to.bot, to.session),
        limiter=ValkeyRateLimiter(to.valkey, bot_id, reachability, MemoryRateLimiter()),
        feed=GrpcEventFeed(to.tickets),
        positions=SqlFeedPositions(database, senders=senders),
        held=SqlHeldCalls(database, senders=senders),
        interrupted=SqlInterruptedCalls(database, senders=senders),
        upkeep=SqlQueueUpkeep(database),
        report_crash=report_crash,
    )


def create_desk(
    to: Connections,
    chats: SqlChats,
    database: Database,
    reachability: ValkeyReachability,
    zone: str,
    office: Office,
    bulk_jobs: BulkJobs,
    private_topics: PrivateTopics,
    places: PlaceDirectory,
) -> RequestDesk:
    return RequestDesk(
        tickets=GrpcTicketGateway(to.tickets),
        comments=GrpcCommentGateway(to.tickets),
        work=GrpcTicketWork(to.tickets),
        ticket_links=GrpcTicketLinks(to.tickets),
        ticket_tags=GrpcTicketTags(to.tickets),
        finder=GrpcTicketFinder(to.tickets),
        people=GrpcUserDirectory(to.tickets),
        places=places,
        following=GrpcFollowing(to.tickets),
        files=GrpcFileGateway(to.files),
        old_files=GrpcOldFileGateway(to.tickets),
        telegram_files=BotTelegramFiles(to.bot, to.session),
        quick_replies=SqlQuickReplies(database),
        chats=chats,
        preferences=SqlPreferences(database),
        links=SqlMessageLinks(database),
        albums=SqlGroupAlbums(database, to.bot.id),
        allowances=ValkeyAllowances(
            to.valkey,
            to.bot.id,
            reachability,
            MemoryAllowances(utc_now),
            scopes=[allowance.scope for allowance in LIMITED],
        ),
        groups=SqlStaffGroups(database),
        inspector=TelegramGroupInspector(to.bot),
        topics=SqlTopics(database),
        private_topics=private_topics,
        bulk_jobs=bulk_jobs,
        now=utc_now,
        zone=zone,
        office=office,
    )


def utc_now() -> datetime:
    return datetime.now(UTC)
