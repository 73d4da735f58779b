"""The service's settings; the README has the table."""

from typing import Annotated

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from fixline_chassis.command_line import ListeningSettings
from fixline_chassis.settings import CallerSettings, DatabaseUrl, Listen
from tickets_service.adapters.inbound.grpc.method_scopes import SCOPES
from tickets_service.domain.people.user import TELEGRAM_ID_LIMIT

TelegramId = Annotated[int, Field(gt=0, lt=TELEGRAM_ID_LIMIT)]

ValkeyUrl = Annotated[str, StringConstraints(pattern=r"^(rediss?|unix)://\S+$")]


class TicketsSettings(ListeningSettings):
    model_config = SettingsConfigDict(env_prefix="TICKETS_")

    database_url: DatabaseUrl
    grpc_listen: Listen
    admin_listen: Listen
    callers: dict[str, CallerSettings]
    agent_telegram_ids: Annotated[frozenset[TelegramId], NoDecode] = frozenset()
    admin_telegram_ids: Annotated[frozenset[TelegramId], NoDecode] = frozenset()
    reflection: bool = False
    valkey_url: ValkeyUrl | None = None
    invite_key: Annotated[str, Field(pattern=r"^(.{32,})?$")] = ""
    pool_size: int = Field(10, ge=1, le=100)

    @field_validator("agent_telegram_ids", "admin_telegram_ids", mode="before")
    @classmethod
    def split_at_commas(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("callers")
    @classmethod
    def know_the_scopes(cls, callers: dict[str, CallerSettings]) -> dict[str, CallerSettings]:
        for name, caller in callers.items():
            if strangers := sorted(set(caller.scopes) - SCOPES):
                raise ValueError(f"caller {name} has unknown scopes {strangers}; there are {sorted(SCOPES)}")
        hashes = [caller.token_sha256 for caller in callers.values()]
        if len(set(hashes)) < len(hashes):
            raise ValueError("two callers share a token")
        return callers

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), *filter(None, (self.invite_key,)))

    @model_validator(mode="after")
    def show_nothing_in_production(self) -> "TicketsSettings":
        if self.reflection and self.environment == "production":
            raise ValueError("TICKETS_REFLECTION must be off when ENVIRONMENT is production")
        return self
