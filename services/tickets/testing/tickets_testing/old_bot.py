"""The old single bot's database, for whoever moves in from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from fixline_testing.connections import connected

SCHEMA: Final = """
CREATE TABLE users (
    id serial PRIMARY KEY, telegram_id bigint UNIQUE, username text, role text DEFAULT 'user',
    is_active boolean DEFAULT true, created_at timestamptz
);
CREATE TABLE requests (
    id serial PRIMARY KEY, user_id integer REFERENCES users, title text, description text, location text,
    status text DEFAULT 'OPEN', priority text DEFAULT 'MEDIUM', assigned_to integer REFERENCES users,
    created_at timestamptz, updated_at timestamptz, completed_at timestamptz
);
CREATE TABLE comments (
    id serial PRIMARY KEY, request_id integer REFERENCES requests, user_id integer REFERENCES users, comment text,
    created_at timestamptz
);
CREATE TABLE files (
    id serial PRIMARY KEY, request_id integer, file_type text, file_id text, file_name text, uploaded_by integer,
    uploaded_at timestamptz
);
CREATE INDEX ON comments (request_id);
CREATE INDEX ON files (request_id);
"""
LONG_AGO: Final = datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OldBot:
    """An old bot's database at `url`; whoever moves in reads it, tests write it."""

    url: str

    @property
    def dsn(self) -> str:
        return self.url.replace("+asyncpg", "")

    async def execute(self, statement: str, *values: object) -> None:
        async with connected(self.dsn) as connection:
            await connection.execute(statement, *values)

    async def fill(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        async with connected(self.dsn) as connection:
            await connection.copy_records_to_table(table, columns=columns, records=rows)

    async def people(self, *rows: Sequence[object]) -> None:
        """Rows of id, telegram_id, username and role."""
        await self.fill(
            "users",
            ("id", "telegram_id", "username", "role", "created_at"),
            [(*row, LONG_AGO) for row in rows],
        )

    async def request(
        self,
        number: int,
        *,
        by: int,
        title: str | None = "Lamp",
        status: str = "OPEN",
        assigned_to: int | None = None,
        created_at: datetime | None = LONG_AGO,
        completed_at: datetime | None = None,
    ) -> None:
        await self.execute(
            "INSERT INTO requests (id, user_id, title, description, location, status, assigned_to, created_at,"
            " updated_at, completed_at) VALUES ($1, $2, $3, 'It smokes', 'Room 7', $4, $5, $6, $7, $8)",
            number,
            by,
            title,
            status,
            assigned_to,
            created_at,
            completed_at or created_at,
            completed_at,
        )

    async def comment(
        self, number: int, request: int, *, by: int, text: str = "Soon", at: datetime = LONG_AGO + DAY
    ) -> None:
        await self.fill(
            "comments",
            ("id", "request_id", "user_id", "comment", "created_at"),
            [(number, request, by, text, at)],
        )

    async def file(
        self,
        number: int,
        request: int,
        *,
        by: int | None,
        kind: str = "photo",
        file_id: str | None = None,
        name: str | None = None,
        at: datetime | None = LONG_AGO,
    ) -> None:
        """Without `file_id`, one that names the file."""
        await self.fill(
            "files",
            ("id", "request_id", "file_type", "file_id", "file_name", "uploaded_by", "uploaded_at"),
            [(number, request, kind, f"tg-{number}" if file_id is None else file_id, name, by, at)],
        )


async def old_bot_at(url: str) -> OldBot:
    bot = OldBot(url)
    await bot.execute(SCHEMA)
    return bot


async def old_bot_with(url: str, *, requests: int, comments: int, people: int = 500) -> OldBot:
    """Return one with so many requests, and so many comments on each: every fifth person is staff."""
    bot = await old_bot_at(url)
    await bot.execute(
        "INSERT INTO users (id, telegram_id, username, role, created_at) SELECT n, 1000 + n, 'person' || n,"
        " CASE WHEN n % 5 = 0 THEN 'agent' ELSE 'user' END, $1::timestamptz FROM generate_series(1, $2::int) AS n",
        LONG_AGO,
        people,
    )
    await bot.execute(
        "INSERT INTO requests (id, user_id, title, description, location, status, priority, assigned_to, created_at,"
        " updated_at, completed_at) SELECT n, n % $3 + 1, 'Lamp ' || n || ' in the ' || n % 97 || 'th corner smokes',"
        " 'It began at ' || n % 24 || ' hours and the whole corridor ' || n % 311 || ' smells of it, please come',"
        " 'Building ' || n % 7 || ', room ' || n % 400,"
        " (ARRAY['OPEN', 'IN_PROGRESS', 'WAITING_REPORTER', 'RESOLVED', 'CLOSED', 'CLOSED', 'CLOSED'])[n % 7 + 1],"
        " (ARRAY['LOW', 'MEDIUM', 'HIGH'])[n % 3 + 1], n % ($3 / 5) * 5 + 5, $1::timestamptz + n * interval '1 minute',"
        " $1::timestamptz + n * interval '1 minute' + interval '2 days',"
        " CASE WHEN n % 7 >= 3 THEN $1::timestamptz + n * interval '1 minute' + interval '1 day' END"
        " FROM generate_series(1, $2::int) AS n",
        LONG_AGO,
        requests,
        people,
    )
    await bot.execute(
        "INSERT INTO comments (id, request_id, user_id, comment, created_at) SELECT n, (n - 1) / $3 + 1, n % $4 + 1,"
        " 'We looked at it on day ' || n % 31 || ' and ordered part number ' || n % 1000 || ' from the store',"
        " $1::timestamptz + ((n - 1) / $3 + 1) * interval '1 minute' + (n % $3) * interval '1 hour'"
        " FROM generate_series(1, $2::int * $3::int) AS n",
        LONG_AGO,
        requests,
        comments,
        people,
    )
    return bot
