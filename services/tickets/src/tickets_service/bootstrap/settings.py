"""The service's settings; the README has the table."""

from typing import Annotated

from pydantic import Field, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from fixline_chassis.settings import (
    CallerSettings,
    DatabaseUrl,
    Listen,
    ListeningSettings,
    require_fitting,
)
from tickets_service.adapters.inbound.grpc.methods import SCOPES
from tickets_service.domain.people.user import TELEGRAM_ID_LIMIT

TelegramIds = Annotated[frozenset[int], NoDecode]


class TicketsSettings(ListeningSettings):
    model_config = SettingsConfigDict(env_prefix="TICKETS_")

    database_url: DatabaseUrl
    grpc_listen: Listen
    admin_listen: Listen
    callers: dict[str, CallerSettings]
    agent_telegram_ids: TelegramIds = frozenset()
    admin_telegram_ids: TelegramIds = frozenset()
    reflection: bool = False
    invite_key: Annotated[str, Field(pattern=r"^(.{32,})?$")] = ""
    pool_size: int = Field(10, ge=1, le=100)

    @field_validator("agent_telegram_ids", "admin_telegram_ids", mode="before")
    @classmethod
    def read_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdecimal() and 0 < int(part) < TELEGRAM_ID_LIMIT for part in parts):
            raise ValueError(
                "must be Telegram ids with commas between them; the bot tells people theirs at /id"
            )
        return frozenset(map(int, parts))

    @field_validator("callers")
    @classmethod
    def fit_the_service(cls, callers: dict[str, CallerSettings]) -> dict[str, CallerSettings]:
        require_fitting(callers, SCOPES)
        return callers

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *filter(None, (self.invite_key,)))

    @model_validator(mode="after")
    def show_nothing_in_production(self) -> "TicketsSettings":
        if self.reflection and self.environment == "production":
            raise ValueError("TICKETS_REFLECTION must be off when ENVIRONMENT is production")
        return self
