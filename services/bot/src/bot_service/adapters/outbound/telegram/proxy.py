"""The proxy by which Telegram is reached, where there is one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ssl import create_default_context
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import certifi
from aiohttp import TCPConnector
from aiohttp_socks import (
    ProxyConnectionError,
    ProxyConnector,
    ProxyError,
    ProxyTimeoutError,
    ProxyType,
)

KINDS: Final[Mapping[str, ProxyType]] = {
    "http": ProxyType.HTTP,
    "https": ProxyType.HTTP,
    "socks5": ProxyType.SOCKS5,
}
FORM: Final = re.compile(r"[a-z0-9]+://(?:[^\s/@]*@)?(?:[^\s/@:\[\]]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}/?")
FAILURES: Final = (ProxyError, ProxyConnectionError, ProxyTimeoutError)
"""What connecting by one raises beside what connecting does: no errors of aiohttp or of the system, each by itself."""
LARGEST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Its password is in nothing that is said of it."""

    scheme: str
    host: str
    port: int
    username: str
    password: str

    @classmethod
    def read(cls, url: str) -> "Proxy":
        """Read `socks5://user:password@host:1080`; raises ValueError, without the password, for anything else."""
        if not FORM.fullmatch(url):
            raise ValueError("must be scheme://host:port, or scheme://user:password@host:port")
        parts = urlsplit(url)
        if parts.scheme not in KINDS:
            raise ValueError(f"must begin with {', '.join(f'{scheme}://' for scheme in KINDS)}")
        host, _, port = parts.netloc.rpartition("@")[2].rpartition(":")
        if not 1 <= int(port) <= LARGEST_PORT:
            raise ValueError("must have a port from 1 to 65535")
        return cls(
            scheme=parts.scheme,
            host=host.strip("[]"),
            port=int(port),
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    def __repr__(self) -> str:
        return f"Proxy({self})"

    def connector(self, **options: Any) -> TCPConnector:
        """Return what connects by it; the proxy, not this machine, looks up the names of servers.

        To be called within a running loop; `options` are a `TCPConnector`'s.
        """
        is_hidden = self.scheme == "https"
        return ProxyConnector(
            self.host,
            self.port,
            proxy_type=KINDS[self.scheme],
            username=self.username or None,
            password=self.password or None,
            rdns=True,
            proxy_ssl=create_default_context(cafile=certifi.where()) if is_hidden else None,
            **options,
        )


def words_for_failure(failure: Exception) -> str:
    """Say what the proxy did, for one of `FAILURES`."""
    if isinstance(failure, ProxyTimeoutError):
        return "the proxy does not answer in time"
    if isinstance(failure, ProxyConnectionError):
        return "the proxy cannot be reached"
    return f"the proxy refuses ({failure})"
