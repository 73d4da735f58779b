"""Databases for tests, cloned from a template that is migrated once (decision 21)."""

import asyncio
import uuid
from dataclasses import dataclass

from fixline_chassis.migrations import Migrations
from fixline_testing.administration import Administration
from fixline_testing.connections import connected
from fixline_testing.servers import SharedServers


@dataclass(frozen=True, slots=True)
class Databases:
    servers: SharedServers

    async def empty(self) -> str:
        """Return the SQLAlchemy URL of a new, empty database."""
        return await self._create("template1")

    async def migrated(self, package: str) -> str:
        """Return the SQLAlchemy URL of a new database that holds `package`'s migrations at head."""
        template = f"template_{package}"
        if template not in (await self._administration()).templates:
            await asyncio.to_thread(self._ensure_template, template, package)
        return await self._create(template)

    async def drop(self, url: str) -> None:
        await self._execute(f'DROP DATABASE "{url.rsplit("/", 1)[1]}" WITH (FORCE)')

    def _ensure_template(self, template: str, package: str) -> None:
        postgres = self.servers.postgres()
        done = self.servers.lock(template)
        with done:
            if not asyncio.run(self._exists(template)):
                # Under another name until it is whole: a failed migration must not leave a template behind.
                unfinished = f"{template}_{uuid.uuid4().hex[:8]}"
                asyncio.run(postgres.ensure_database(unfinished))
                Migrations.of(package, postgres.url(unfinished)).upgrade()
                asyncio.run(self._execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"'))
        Administration.of(self.servers).templates.add(template)

    async def _create(self, template: str) -> str:
        name = f"test_{uuid.uuid4().hex}"
        await self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return (await self._administration()).postgres.url(name)

    async def _exists(self, name: str) -> bool:
        async with connected(Administration.of(self.servers).postgres.dsn("postgres")) as connection:
            return bool(await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name))

    async def _execute(self, statement: str) -> None:
        await (await self._administration()).execute(statement)

    async def _administration(self) -> Administration:
        return await asyncio.to_thread(Administration.of, self.servers)
