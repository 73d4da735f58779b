"""/report, and the report that comes by itself: a document and a workbook of a month."""

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook

from bot_service.adapters.inbound.telegram.notifications.monthly import MonthlyReports
from bot_service.adapters.outbound.printing.report_workbook import sheet_name, write_text
from bot_service.application.commands.office.reports.send_monthly_reports import (
    LOOK_AGAIN,
    TRY_AGAIN,
    SendMonthlyReports,
)
from bot_service.application.office import Office
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.queries.office.reports.read_month import MonthFigures
from bot_service.domain.deliveries.outgoing import OutgoingCall, opened
from bot_testing.shown import Shown
from bot_testing.talker import Talker
from bot_testing.world import World
from fixline_testing.clock import SteppingClock

from .test_locations import TABLE, takes_table

FIRST_OF_DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def file_of(shown: Shown) -> tuple[str, bytes]:
    file = opened(shown.arguments["document"])
    assert file is not None
    return file


def pages_of(shown: Shown) -> str:
    with pypdfium2.PdfDocument(file_of(shown)[1]) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def sheets_of(shown: Shown) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(file_of(shown)[1]))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.fixture
async def november(clock: SteppingClock, eve: Talker, rus: Talker, ann: Talker) -> Talker:
    """A month in which Ann's request was solved late, and rated; returns the admin."""
    await takes_table(eve, TABLE.replace("Meeting room", "=Meeting+room"))
    await ann.says("/start loc_HQ-114")
    await ann.says("Lamp is broken")
    await ann.taps("🔴")
    await ann.taps("✅ Send")
    clock.advance(timedelta(hours=3))
    await rus.says("#1")
    await rus.taps("🙋")
    await rus.taps("✅ Завершить")
    await ann.says("#1")
    await ann.taps("👍")
    await ann.taps("4 ★")
    return eve


async def test_a_month_on_demand(november: Talker) -> None:
    await november.says("/report november")
    pdf, xlsx = november.chat[-2:]
    assert file_of(pdf)[0] == "report-2026-11.pdf"
    assert file_of(xlsx)[0] == "report-2026-11.xlsx"
    for line in ("Reported: 1, solved: 1", "Answered in time: 0 %", "4.0 on average, 1"):
        assert line in pdf.arguments["caption"]
    read = pages_of(pdf)
    for line in ("Service desk: November 2026", "October 2026", "Promises by urgency", "=Meeting+room"):
        assert line in read
    sheets = sheets_of(xlsx)
    assert list(sheets) == [
        *("Overview", "Promises by urgency", "Places with most requests", "Ratings"),
        "Reported and solved each day",
    ]
    overview = {row[0]: row[1:] for row in sheets["Overview"][4:]}
    assert overview["Reported"] == (1, 0)
    assert overview["Solution: half within"] == (timedelta(hours=3), "–")
    assert overview["Rating, stars on average"] == (4, "–")
    assert sheets["Places with most requests"][4][:3] == ("=Meeting+room", "HQ-114", 1)
    days = sheets["Reported and solved each day"][4:]
    assert len(days) == 30
    assert days[22] == (datetime(2026, 11, 23), 1, 1)  # noqa: DTZ001  # as spreadsheets have them


async def test_which_months_there_are(november: Talker, rus: Talker) -> None:
    await november.says("/report")
    asked = november.last
    assert "comes to you by itself" in asked.text
    assert list(asked.buttons)[:2] == ["October 2026", "September 2026"]
    await november.taps("October 2026", asked)
    assert november.last.text == "Nothing was reported or solved in October 2026."
    await november.taps("November 2026", asked)
    assert file_of(november.last)[0] == "report-2026-11.xlsx"
    for words, said in (
        ("2026-12", "has not begun yet"),
        ("2026-13", "do not know this month"),
        ("the last one", "do not know this month"),
        ("December", "in December 2025"),
        ("oct 2025", "in October 2025"),
        ("10.2026", "in October 2026"),
    ):
        await november.says(f"/report {words}")
        assert said in november.last.text, words
    await rus.says("/report")
    assert "только администраторы" in rus.last.text


async def test_a_formula_is_words_in_the_workbook(november: Talker) -> None:
    await november.says("/report 2026-11")
    book = load_workbook(io.BytesIO(file_of(november.last)[1]))
    assert "f" not in {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    cell = Workbook().create_sheet().cell(1, 1)
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", '=cmd|"/C calc"!A0', "#REF!", "bell \x07"):
        assert write_text(cell, text).data_type == "s"
    assert cell.value == "bell "
    assert sheet_name("Who? [all]: 1/2 " + "x" * 40) == "Who   all   1 2 xxxxxxxxxxxxxxx"


@dataclass(slots=True)
class Monthly:
    """What sends the reports by itself, and what it keeps to be sent."""

    world: World
    office: Office
    crashes: list[Exception] = field(default_factory=list)
    fails_for: int = 0

    async def __call__(self, now: datetime) -> timedelta:
        desk = self.world.desk
        send = SendMonthlyReports(
            people=desk.people,
            chats=desk.chats,
            office=self.office,
            write=self.write,
            report_crash=self.crashed,
            now=lambda: now,
            zone=desk.zone,
        )
        return await send()

    async def write(self, figures: MonthFigures, chat: Chat) -> list[OutgoingCall]:
        if chat.chat_id == self.fails_for:
            raise ValueError(chat.chat_id)
        return list(await MonthlyReports(self.office.report_printer)(figures, chat))

    def crashed(self, error: Exception, traceparent: str = "") -> str:
        self.crashes.append(error)
        return traceparent


@pytest.fixture
def monthly(world: World) -> Monthly:
    assert world.desk.office is not None
    return Monthly(world, world.desk.office)


def reports_to(talker: Talker) -> list[str]:
    return [file_of(shown)[0] for shown in talker.chat if shown.method == "sendDocument"]


async def test_it_comes_by_itself_once(november: Talker, rus: Talker, monthly: Monthly) -> None:
    before = len(november.chat)
    assert await monthly(FIRST_OF_DECEMBER - timedelta(minutes=10)) == timedelta(minutes=10)
    assert len(november.chat) == before
    for minutes in (0, 1, 60):
        assert await monthly(FIRST_OF_DECEMBER + timedelta(minutes=minutes)) == LOOK_AGAIN
    pdf, xlsx = november.chat[before:]
    assert [file_of(each)[0] for each in (pdf, xlsx)] == ["report-2026-11.pdf", "report-2026-11.xlsx"]
    assert not reports_to(rus), "an agent is no admin"
    answer = await november.taps("🔕", xlsx)
    assert "will not come to you" in answer.text
    assert list(xlsx.buttons) == ["🔔 Send it by itself"]


async def test_whoever_does_not_want_it_has_none(november: Talker, monthly: Monthly) -> None:
    await november.says("/report")
    await november.taps("🔕")
    assert "does not come to you" in november.last.text
    assert "October 2026" in november.last.buttons
    before = len(november.chat)
    await monthly(FIRST_OF_DECEMBER)
    assert len(november.chat) == before
    await november.taps("🔔")
    await monthly(FIRST_OF_DECEMBER + timedelta(hours=1))
    assert len(november.chat) == before + 2


async def test_it_waits_for_the_desks_hours(november: Talker, monthly: Monthly) -> None:
    """The first of December is a day off; hours are those of Moscow."""
    await november.says("/hours")
    await november.taps("🕘")
    await november.taps("🌐")
    await november.says("Europe/Moscow")
    await november.taps("🏖")
    await november.says("01.12.2026")
    opening = datetime(2026, 12, 2, 6, 0, tzinfo=UTC)
    before = len(november.chat)
    assert await monthly(opening - timedelta(seconds=1)) == timedelta(seconds=1)
    await monthly(opening)
    assert len(november.chat) == before + 2


async def test_old_news_is_none(november: Talker, monthly: Monthly) -> None:
    before = len(november.chat)
    await monthly(FIRST_OF_DECEMBER + timedelta(days=7))
    assert len(november.chat) == before


async def test_a_month_in_which_nothing_happened_is_not_told(eve: Talker, monthly: Monthly) -> None:
    before = len(eve.chat)
    assert await monthly(FIRST_OF_DECEMBER) == LOOK_AGAIN
    assert len(eve.chat) == before


async def test_one_who_cannot_be_told_keeps_nobody_waiting(november: Talker, monthly: Monthly) -> None:
    monthly.fails_for = november.id
    assert await monthly(FIRST_OF_DECEMBER) == TRY_AGAIN
    assert [str(each) for each in monthly.crashes] == [str(november.id)]
    monthly.fails_for = 0
    before = len(november.chat)
    await monthly(FIRST_OF_DECEMBER + TRY_AGAIN)
    assert len(november.chat) == before + 2
