"""Send each admin the report of the month that is over, once, when people are first at work in the new one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot_service.application.errors import ForbiddenError, UnavailableError
from bot_service.application.office import Office
from bot_service.application.ports.chats.chats import Chat, Chats
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.people.users import UserDirectory
from bot_service.application.queries.office.reports.read_month import MonthFigures, read_hours, read_month
from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.reports.month import Month
from bot_service.domain.people.person import Role

LOOK_AGAIN: Final = timedelta(hours=1)
"""Hours and admins may be others by then."""
TRY_AGAIN: Final = timedelta(minutes=5)
STILL_NEWS: Final = timedelta(days=7)
"""A bot that was down when it was time sends it that late; to whoever becomes an admin later, it is no news."""


class ReportWriter(Protocol):
    async def __call__(self, figures: MonthFigures, chat: Chat) -> Sequence[OutgoingCall]:
        """Return a month's figures as messages in the language of the chat. Raises `UnavailableError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMonthlyReports:
    people: UserDirectory
    chats: Chats
    office: Office
    write: ReportWriter
    report_crash: CrashReports
    now: Callable[[], datetime]
    """The current time, with its zone."""
    zone: str
    """Of a desk that has no hours of its own."""

    async def __call__(self) -> timedelta:
        """Send what is due, and return when to look again. Raises `UnavailableError`: then some may still wait."""
        chats = await self._chats_of_admins()
        if not chats:
            return LOOK_AGAIN
        hours = await read_hours(self.office, zone=self.zone, acting=chats[0].user_name)
        now = self.now()
        present = Month.of(now.astimezone(hours.tzinfo).date())
        due = hours.first_opening(present)
        if now < due:
            return min(due - now, LOOK_AGAIN)
        if now >= due + STILL_NEWS:
            return LOOK_AGAIN
        return await self._send(present.before, hours.zone, chats)

    async def _chats_of_admins(self) -> Sequence[Chat]:
        staff = await self.people.staff()
        admins = sorted(user.name for user in staff if user.role is Role.ADMIN)
        return await self.chats.of_users(admins) if admins else ()

    async def _send(self, month: Month, zone: str, chats: Sequence[Chat]) -> timedelta:
        by_id = {chat.chat_id: chat for chat in chats}
        failed = False
        for chat_id in await self.office.report_readers.waiting(month, list(by_id)):
            try:
                await self._tell(month, zone, by_id[chat_id])
            except ForbiddenError:
                continue  # no admin any more
            except UnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # the others get theirs, whatever is wrong with this one
                self.report_crash(error)
                failed = True
        return TRY_AGAIN if failed else LOOK_AGAIN

    async def _tell(self, month: Month, zone: str, chat: Chat) -> None:
        figures = await read_month(self.office, month, zone=zone, acting=chat.user_name)
        calls: Sequence[OutgoingCall] = () if figures.is_empty else await self.write(figures, chat)
        cause = f"reports/{month}/{chat.user_name}"
        await self.office.report_readers.tell(month, chat.chat_id, cause, calls)
