"""A small office building on a busy morning: its places, its people, a month of requests, and what is open now.

The month comes the way an older system's data does (docs/moving-in.md); the morning is played in the chats.
"""

import asyncio
import csv
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from fixline_local.demo.expectations import button_with, has_button, has_text, number_in
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.desk.desk import Desk
from fixline_local.telegram.client import PersonClient, TelegramPeople
from fixline_local.telegram.client_messages import File, Message
from fixline_local.telegram.people import ADA, ALEX, IVAN

PLACES: Final = """code;name;kind;parent
QH;Quay House;building;
QH-0;Ground floor;floor;QH
QH-001;Reception;room;QH-0
QH-004;Kitchen;room;QH-0
QH-007;Bicycle room;room;QH-0
QH-009;Post room;room;QH-0
QH-1;First floor;floor;QH
QH-101;Meeting room Oslo;room;QH-1
QH-102;Meeting room Lisbon;room;QH-1
QH-112;Open office;room;QH-1
QH-115;Quiet room;room;QH-1
QH-118;Library;room;QH-1
QH-2;Second floor;floor;QH
QH-203;Print room;room;QH-2
QH-208;Server room;room;QH-2
QH-214;Accounts;room;QH-2
QH-220;Roof terrace;room;QH-2
"""
WAS_BROKEN: Final = (
    ("The blind does not come down", "QH-101"),
    ("No hot water", "QH-004"),
    ("The door closes with a bang", "QH-001"),
    ("A socket is loose", "QH-112"),
    ("The printer eats paper", "QH-203"),
    ("It is 16 degrees in here", "QH-214"),
    ("The projector shows everything green", "QH-102"),
    ("A ceiling panel hangs down", "QH-112"),
    ("The lock of the bicycle room sticks", "QH-007"),
    ("The dishwasher does not drain", "QH-004"),
)
DAYS: Final = 28
OLDER: Final = "building"
"""The name of the system that the month comes from."""


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([head, *rows])
    return written.getvalue()


def past_requests(now: datetime, random: Random) -> str:
    """Return a month of requests as a table: fewer at weekends, most of them done within a day or two."""
    rows: list[list[object]] = []
    for ago in range(DAYS, 0, -1):
        day = now.replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=ago)
        for _ in range(random.randint(0, 1) if day.weekday() > 4 else random.randint(2, 5)):
            title, place = random.choice(WAS_BROKEN)
            created = day + timedelta(minutes=random.randint(0, 540))
            done = created + timedelta(hours=random.choice((1, 3, 5, 20, 26, 48)))
            if done >= now - timedelta(hours=12):
                continue
            reporter, assignee = random.choice(("maria", "tom")), random.choice(("alex", "nora"))
            times = [each.isoformat(timespec="minutes") for each in (created, done, done)]
            rows.append([len(rows) + 1, title, reporter, place, "CLOSED", "MEDIUM", assignee, *times])
    head = ("id", "title", "reporter", "place", "state", "priority", "assignee")
    return table((*head, "created_at", "updated_at", "completed_at"), rows)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody who does one thing after the other, and waits each time for what comes of it."""

    client: PersonClient

    async def starts(self, payload: str = "") -> Message:
        return await self.client.wait_for(
            lambda _: True, PATIENCE_SECONDS, after=await self.client.start(payload)
        )

    async def says(self, words: str, sees: str) -> Message:
        said = await self.client.send_text(words)
        return await self.client.wait_for(has_text(sees), PATIENCE_SECONDS, after=said)

    async def taps(self, message: Message, label: str, sees: str) -> Message:
        """`sees`: words that stand in what comes, or in a button of it."""
        since = max(each.revision for each in await self.client.messages())
        await self.client.tap(message, button_with(label, message))
        return await self.client.wait_for(
            lambda shown: has_text(sees)(shown) or has_button(sees)(shown), PATIENCE_SECONDS, after=since
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    people: TelegramPeople
    maria: Somebody
    tom: Somebody
    alex: Somebody
    ada: Somebody
    ivan: Somebody
    open: dict[str, int]
    """The numbers of this morning's requests, by their titles."""

    async def reports(
        self, who: Somebody, code: str, what: str, urgency: str, *, photos: Sequence[bytes] = ()
    ) -> int:
        """Report something after having scanned a code; `photos` come together."""
        await who.starts(f"loc_{code}")
        if photos:
            files = [File(f"{place}.jpg", "image/jpeg", photo) for place, photo in enumerate(photos)]
            sent = (await who.client.send_album(files, what))[-1]
            asked = await who.client.wait_for(has_button(urgency), PATIENCE_SECONDS, after=sent)
        else:
            said = await who.client.send_text(what)
            asked = await who.client.wait_for(has_button(urgency), PATIENCE_SECONDS, after=said)
        preview = await who.taps(asked, urgency, "✅ Send")
        self.open[what] = number_in(await who.taps(preview, "✅ Send", "is sent"))
        return self.open[what]


async def takes_over_the_past(desk: Desk, folder: Path, people: dict[str, tuple[str, int, str]]) -> None:
    """Import places, people and a month of requests. `people`: name, Telegram id and role, by their old ids."""
    now = datetime.now(UTC)
    tables = {
        "locations": PLACES,
        "people": table(
            ("id", "name", "telegram_id", "role"), [[old, *facts] for old, facts in people.items()]
        ),
        "requests": past_requests(now, Random(7)),
    }
    arguments = []
    for name, content in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(content)
        arguments += [f"--{name}", str(path)]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tickets_service", "import", "tables", "--source", OLDER, *arguments),
        env={
            "PATH": os.environ["PATH"],
            "TICKETS_DATABASE_URL": desk.programs.postgres.url("tickets"),
        },
    )
    assert await process.wait() == 0


async def opened(desk: Desk, people: TelegramPeople, folder: Path) -> Building:
    """Fill a desk of its own: everybody has started the bot, and nothing is reported yet this morning."""
    maria = await people.create_person("Maria", last_name="Lopez", username="maria_l")
    tom = await people.create_person("Tom", last_name="Baker", username="tom_baker")
    nora = await people.create_person("Nora", last_name="Berg", username="nora_berg")
    past: dict[str, tuple[str, Any, str]] = {
        "maria": ("Maria Lopez", maria.id, "user"),
        "tom": ("Tom Baker", tom.id, "user"),
        "nora": ("Nora Berg", nora.id, "agent"),
        "alex": ("Alex Agent", ALEX, "agent"),
    }
    await takes_over_the_past(desk, folder, past)
    clients = (maria, tom, people.person(ALEX), people.person(ADA), people.person(IVAN))
    everybody = [Somebody(client) for client in clients]
    for somebody in (*everybody, Somebody(nora)):
        await somebody.starts()
    names = ("maria", "tom", "alex", "ada", "ivan")
    return Building(people=people, open={}, **dict(zip(names, everybody, strict=True)))
