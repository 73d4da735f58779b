"""The service's settings; the README has the table."""

from typing import Annotated, Final

from pydantic import Field, StringConstraints, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from bot_service.adapters.inbound.http.webhook import PATH
from fixline_chassis.command_line import ListeningSettings
from fixline_chassis.settings import DatabaseUrl, Listen

SHORTEST_SECRET: Final = 16

Token = Annotated[str, StringConstraints(pattern=r"^\d{1,16}:[A-Za-z0-9_-]{8,}$")]
HttpUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+[^\s]*$")]
ValkeyUrl = Annotated[str, StringConstraints(pattern=r"^(rediss?|unix)://\S+$")]
Target = Annotated[str, StringConstraints(pattern=r"^\S+:\d{1,5}$|^[a-z]+:///?\S+$")]
NonEmpty = Annotated[str, StringConstraints(min_length=1)]


class BotSettings(ListeningSettings):
    model_config = SettingsConfigDict(env_prefix="BOT_")

    token: Token
    api_url: HttpUrl = "https://api.telegram.org"
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
    workers: int = Field(16, ge=1, le=256)
    senders: int = Field(8, ge=1, le=64)

    @field_validator("webhook_url")
    @classmethod
    def end_where_we_listen(cls, url: str | None) -> str | None:
        if url is not None and not url.endswith(PATH):
            raise ValueError(f"must end in {PATH}")
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

    def secrets(self) -> tuple[str, ...]:
        own = (
            self.token,
            self.token.partition(":")[2],
            self.webhook_secret,
            self.tickets_token,
            self.files_token,
        )
        return (*super().secrets(), *filter(None, own))
