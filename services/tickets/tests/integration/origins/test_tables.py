"""Moving in from tables of people, locations and requests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tracemalloc import get_traced_memory, start, stop
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tickets_service.adapters.outbound.moving.mapping_file import MappingFile
from tickets_service.adapters.outbound.moving.report_file import ReportFile
from tickets_service.adapters.outbound.moving.tables import Tables
from tickets_service.application.commands.origins.import_desk import ImportDesk, ImportSummary
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.application.queries.tickets.get_ticket import GetTicket
from tickets_service.application.views.tickets import TicketView
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.people.user import Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State
from tickets_service.domain.tickets.ticket import TicketId
from tickets_testing.desk import Desk

from .conftest import Told, carried_out

PEOPLE = """id;name;telegram_id;role
1;Анна Отт;501;user
2;Гас;502;agent

3;Юля;;user
"""
LOCATIONS = """code;name;kind;parent
R7;Room 7;room;F1
F1;First floor;FLOOR;HQ
HQ;Head office;SITE;
;;;
"""
REQUESTS = """№;Тема;Кто;Исполнитель;Место;Статус;Срочность;Создана;Закрыта
40;Лампа;Анна Отт;Гас;R7;сделано;срочно;09.03.2024 17:05;10.03.2024 09:00
A-41;Дверь;Ю. Петрова;;;новая;;2024-03-11;
;;;;;;;;
"""
MAPPING = {
    "zone": "Europe/Moscow",
    "language": "ru",
    "states": {"Сделано": "CLOSED", "новая": "OPEN"},
    "priorities": {"срочно": "URGENT"},
    "people": {"Ю. Петрова": 3},
    "columns": {
        "requests": {
            "id": "№",
            "title": "тема",
            "reporter": "Кто",
            "assignee": "Исполнитель",
            "place": "Место",
            "state": "Статус",
            "priority": "Срочность",
            "created_at": "Создана",
            "completed_at": "Закрыта",
        }
    },
}
Write = Callable[[Path, str], None]


def as_cp1251(path: Path, text: str) -> None:
    path.write_text(text, encoding="cp1251")


def as_excel_writes_it(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")


def as_workbook(path: Path, text: str) -> None:
    """Write numbers as numbers and days as days."""
    book = Workbook()
    for line in text.splitlines():
        book.worksheets[0].append([typed(cell) for cell in line.split(";")])
    book.save(path)


def typed(cell: str) -> int | date | str | None:
    if cell.isdigit():
        return int(cell)
    return date.fromisoformat(cell) if cell.startswith("2024-") else cell or None


async def move_in(
    desk: Desk, source: Tables, told: Told | ReportFile, *, leave_out_bad: bool = False
) -> ImportSummary:
    command = ImportDesk(source="crm", wording=source.mapping.wording, leave_out_bad=leave_out_bad)
    return await carried_out(desk, command, source, told)


async def ticket(desk: Desk, number: int) -> TicketView:
    eye = await desk.staff(Role.AUDITOR, "Eye")
    return await desk.do.tickets.get_ticket(GetTicket(principal=desk.as_(eye), ticket_id=TicketId(number)))


def written(folder: Path, write: Write, **tables: str) -> Tables:
    for name, text in tables.items():
        write(folder / name, text)
    people, locations, requests = (
        folder / name if name in tables else None for name in ("people", "locations", "requests")
    )
    return Tables(
        mapping=MappingFile.model_validate(MAPPING),
        people_path=people,
        locations_path=locations,
        requests_path=requests,
    )


@pytest.mark.parametrize("write", [as_cp1251, as_excel_writes_it, as_workbook])
async def test_everything_is_as_it_was(postgres_desk: Desk, tmp_path: Path, write: Write) -> None:
    desk, told = postgres_desk, Told()
    source = written(tmp_path, write, people=PEOPLE, locations=LOCATIONS, requests=REQUESTS)
    summary = await move_in(desk, source, told)
    assert told.words(LineOutcome.BAD) == []
    assert (summary.written, summary.blank) == (True, 3)
    ann, gus = await desk.person("Анна", telegram_id=501), await desk.person("Гас", telegram_id=502)
    lamp = await ticket(desk, 40)
    assert (lamp.reporter_id, lamp.assignee_id, lamp.location_node) == (ann.id, gus.id, "R7")
    assert (lamp.state, lamp.priority, lamp.origin) == (State.CLOSED, Priority.URGENT, "crm:40")
    assert lamp.created_at == datetime(2024, 3, 9, 14, 5, tzinfo=UTC)
    assert lamp.completed_at == datetime(2024, 3, 10, 6, 0, tzinfo=UTC)
    assert (gus.role, ann.language) == (Role.AGENT, "ru")
    door = await ticket(desk, 41)
    assert (door.title, door.origin) == ("Дверь", "crm:A-41")
    assert door.created_at == datetime(2024, 3, 10, 21, 0, tzinfo=UTC)
    again = await move_in(desk, source, told)
    assert {outcome for _, outcome in again.counts} == {LineOutcome.SAME}


async def test_a_delta_in_tables_is_what_changed_since(postgres_desk: Desk, tmp_path: Path) -> None:
    source = written(tmp_path, as_cp1251, people=PEOPLE, locations=LOCATIONS, requests=REQUESTS)
    told = Told()
    command = ImportDesk(
        source="crm", wording=source.mapping.wording, since=datetime(2024, 3, 10, 12, tzinfo=UTC)
    )
    await carried_out(postgres_desk, command, source, told)
    assert told.outcomes(OriginKind.TICKET) == {"A-41": LineOutcome.NEW}


async def test_what_the_mapping_says_of_a_name_goes_before_whoever_has_it(
    postgres_desk: Desk, tmp_path: Path
) -> None:
    requests = REQUESTS.replace("Анна Отт", "Юля")
    source = written(tmp_path, as_cp1251, people=PEOPLE, locations=LOCATIONS, requests=requests)
    source = replace(
        source, mapping=MappingFile.model_validate({**MAPPING, "people": {"Юля": 1, "Ю. Петрова": 3}})
    )
    await move_in(postgres_desk, source, Told())
    ann = await postgres_desk.person("Анна", telegram_id=501)
    assert (await ticket(postgres_desk, 40)).reporter_id == ann.id


async def test_every_bad_line_is_told_and_nothing_is_written(postgres_desk: Desk, tmp_path: Path) -> None:
    people = PEOPLE + "3;Twin;;user\n4;Thief;501;user\n5;;x;boss\n6;Юля;;user\n"
    locations = LOCATIONS + "R8;Room 8;room;F9\nB1;House;building;R7\nX;X;shed;\nr 9;Room;ROOM;HQ\n"
    requests = REQUESTS + "42;Окно;Юля;;;;;09.03.2024;;лишнее\n43;Окно;4;;;;;сегодня;\n43;Окно;1;;;;;;\n"
    source = written(tmp_path, as_cp1251, people=people, locations=locations, requests=requests)
    told = Told()
    summary = await move_in(postgres_desk, source, told)
    assert not summary.written
    nobody = "is not among the locations, is bad itself, or is not larger"
    unwritten = "created_at must not be empty: what is imported is not of today"
    assert told.words(LineOutcome.BAD) == [
        "people, line 6: id is that of line 5 as well",
        "people, line 7: telegram_id is the one of people, line 2 as well: one of them is somebody else",
        (
            "people, line 8: telegram_id must be a whole number, is 'x';"
            " role has the word 'boss', of which the mapping does not say what it means"
        ),
        f"locations, line 7: parent names 'R7', which {nobody}",
        f"locations, line 6: parent names 'F9', which {nobody}",
        "locations, line 9: location.code must be 1 to 20 letters A to Z, digits and hyphens",
        "locations, line 8: kind must be one of SITE, BUILDING, FLOOR, ROOM",
        (
            "requests, line 5: line has 10 cells, and the head 9: is a text not in quotes?;"
            " reporter names 'Юля', who is not among the people"
        ),
        (
            "requests, line 6: created_at must be a time like 2024-03-09 14:05 or 09.03.2024 14:05, is 'сегодня';"
            " reporter names '4', who is not among the people"
        ),
        f"requests, line 7: id is that of line 6 as well; {unwritten}",
    ]


@pytest.mark.long
async def test_a_hundred_thousand_bad_lines(postgres_desk: Desk, tmp_path: Path) -> None:
    lines = (f"{number};;nobody;;;lost;;never;" for number in range(100_000))
    requests = "\n".join([REQUESTS.splitlines()[0], *lines])
    source = written(tmp_path, as_cp1251, requests=requests)
    with ReportFile(tmp_path / "report.csv") as report:
        start()
        summary = await move_in(postgres_desk, source, report)
        peak = get_traced_memory()[1]
        stop()
    assert (summary.written, summary.bad, len(report.first_bad)) == (False, 100_000, 20)
    with (tmp_path / "report.csv").open(encoding="utf-8-sig") as told:
        assert sum(1 for _ in told) == 100_001
    # The hash and the line of each id is all that is kept of it.
    assert peak < 32 << 20


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (b"", "people: is empty"),
        (
            b"number;who\n1;Ann\n",
            "has no column id, name; it has 'number', 'who': say in .columns.people. of",
        ),
        (b"id;name;NAME\n", "has the heading 'name' more than once"),
        (b"\xd0\xcf\x11\xe0 an old one", "is a workbook of before 2007, or has a password"),
        (b"PK\x03\x04 but nothing else", "people, after row 0: is damaged"),
    ],
)
async def test_what_is_no_table(postgres_desk: Desk, tmp_path: Path, people: bytes, words: str) -> None:
    path = tmp_path / "people"
    path.write_bytes(people)
    with pytest.raises(ImportSourceError, match=words):
        await move_in(postgres_desk, Tables(mapping=MappingFile(), people_path=path), Told())


async def test_a_table_that_is_not_there(postgres_desk: Desk, tmp_path: Path) -> None:
    source = Tables(mapping=MappingFile(), people_path=tmp_path / "gone.csv")
    with pytest.raises(ImportSourceError, match=r"gone\.csv: No such file"):
        await move_in(postgres_desk, source, Told())


@pytest.mark.long
async def test_a_workbook_that_is_meant_to_fill_the_memory(postgres_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    as_workbook(path, PEOPLE)
    with (
        ZipFile(path, "a", compression=8) as packed,
        packed.open("xl/more.xml", "w", force_zip64=True) as more,
    ):
        for _ in range(1_025):
            more.write(bytes(1 << 20))
    with pytest.raises(ImportSourceError, match="unpacks to more than a gigabyte"):
        await move_in(postgres_desk, Tables(mapping=MappingFile(), people_path=path), Told())


async def test_nobody_is_reminded_of_what_came_in_tables(postgres_desk: Desk, tmp_path: Path) -> None:
    requests = REQUESTS.replace("новая", "WAITING_REPORTER")
    source = written(tmp_path, as_cp1251, people=PEOPLE, locations=LOCATIONS, requests=requests)
    await move_in(postgres_desk, source, Told())
    postgres_desk.clock.advance(timedelta(days=30))
    assert (await postgres_desk.do.workers.remind_reporters()).reminders == 0
