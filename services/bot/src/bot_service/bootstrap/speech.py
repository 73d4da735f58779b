"""What speaks to people, and as what the bot is known to Telegram."""

from collections.abc import Sequence

from aiogram import Bot, Router
from aiogram.methods import SetMyCommands

from bot_service.adapters.inbound.telegram.dialogs.start.menus import (
    command_menus,
    group_menus,
    staff_group_menus,
)
from bot_service.adapters.inbound.telegram.notifications.bulk_report import bulk_report
from bot_service.adapters.inbound.telegram.notifications.digest import TelegramDigests
from bot_service.adapters.inbound.telegram.notifications.news import TicketNews
from bot_service.adapters.inbound.telegram.notifications.unheard import UnheardNews
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.inbound.telegram.updates.people import create_person_middleware
from bot_service.adapters.inbound.telegram.updates.registration import BotRegistration, webhook_registration
from bot_service.application.ports.topics.staff_group import StaffGroups
from bot_service.application.use_cases import Ports, Speech
from bot_service.bootstrap.settings import BotSettings
from bot_service.bootstrap.telegram import TelegramWatch


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
    settings: BotSettings, bot: Bot, router: Router, telegram: TelegramWatch, staff_groups: StaffGroups
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
        doubt=telegram.doubt,
        learn=telegram.private_topics.learn,
        groups=menus_of_groups,
    )
