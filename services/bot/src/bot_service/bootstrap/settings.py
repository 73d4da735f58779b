"""The service's settings; the README has the table."""

import re
from typing import Annotated, Final
from urllib.parse import quote
from zoneinfo import available_timezones

from pydantic import Field, StringConstraints, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from bot_service.adapters.inbound.http.paths import WEBHOOK
from bot_service.adapters.outbound.telegram.proxy import Proxy
from fixline_chassis.settings import DatabaseUrl, Listen, ListeningSettings

SHORTEST_SECRET: Final = 16

TOKEN: Final = re.compile(r"\d{1,16}:[A-Za-z0-9_-]{8,}")
HttpUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+[^\s]*$")]
ValkeyUrl = Annotated[str, StringConstraints(pattern=r"^(rediss?|unix)://\S+$")]
Target = Annotated[str, StringConstraints(pattern=r"^\S+:\d{1,5}$|^[a-z]+:///?\S+$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]


class BotSettings(ListeningSettings):
    model_config = SettingsConfigDict(env_prefix="BOT_")

    token: str
    api_url: HttpUrl = "https://api.telegram.org"
    proxy: str | None = None
    database_url: DatabaseUrl
    valkey_url: ValkeyUrl
    admin_listen: Listen
    webhook_url: HttpUrl | None = None
    webhook_listen: Listen | None = Field(None, validate_default=True)
    webhook_secret: str | None = Field(None, validate_default=True)
    tickets_target: Target
    tickets_token: NonEmpty
    files_target: Target
    files_token: NonEmpty
    time_zone: str = "UTC"
    workers: int = Field(32, ge=1, le=256)
    senders: int = Field(16, ge=1, le=64)
    places_kept_seconds: int = Field(60, ge=0, le=3600)

    @field_validator("token")
    @classmethod
    def look_like_a_token(cls, token: str) -> str:
        if not TOKEN.fullmatch(token):
            raise ValueError(
                "must be the token that @BotFather gave you: the bot's number, a colon, the secret"
            )
        return token

    @field_validator("proxy")
    @classmethod
    def be_a_proxy(cls, proxy: str | None) -> str | None:
        if proxy is not None:
            Proxy.read(proxy)
        return proxy

    @field_validator("time_zone")
    @classmethod
    def be_a_zone(cls, zone: str) -> str:
        if zone not in available_timezones() or not zone[0].isupper():
            raise ValueError("must be an IANA time zone, such as Europe/Berlin")
        return zone

    @field_validator("webhook_url")
    @classmethod
    def end_where_we_listen(cls, url: str | None) -> str | None:
        if url is not None and not url.endswith(WEBHOOK):
            raise ValueError(f"must end in {WEBHOOK}")
        return url

    @field_validator("webhook_listen")
    @classmethod
    def listen_for_the_webhook(cls, listen: str | None, info: ValidationInfo) -> str | None:
        if listen is None and info.data.get("webhook_url"):
            raise ValueError("is required with BOT_WEBHOOK_URL")
        return listen

    @field_validator("webhook_secret")
    @classmethod
    def keep_strangers_out(cls, secret: str | None, info: ValidationInfo) -> str | None:
        if secret is None and info.data.get("webhook_url"):
            raise ValueError("is required with BOT_WEBHOOK_URL: without it anybody could send us updates")
        if secret is not None and len(secret) < SHORTEST_SECRET:
            raise ValueError(f"must have at least {SHORTEST_SECRET} characters")
        return secret

    @property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def outgoing_proxy(self) -> Proxy | None:
        return None if self.proxy is None else Proxy.read(self.proxy)

    def secrets(self) -> tuple[str, ...]:
        own = (
            self.token,
            self.token.partition(":")[2],
            self.webhook_secret,
            self.tickets_token,
            self.files_token,
            *self._words_of_proxy(),
        )
        return (*super().secrets(), *filter(None, own))

    def _words_of_proxy(self) -> tuple[str, ...]:
        """Return what opens it, as it is written in the address and as it is sent."""
        if self.proxy is None or not (password := Proxy.read(self.proxy).password):
            return ()
        return (password, quote(password, safe=""))
