"""The service's settings: environment variables with the prefix FILES_."""

from datetime import timedelta
from typing import Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from files_service.adapters.inbound.grpc.methods import SCOPES
from files_service.application.commands.sweep_orphans import SweepLimits
from fixline_chassis.settings import (
    CallerSettings,
    DatabaseUrl,
    Listen,
    ListeningSettings,
    require_fitting,
)


class FilesSettings(ListeningSettings):
    """Ages and intervals are in seconds."""

    model_config = SettingsConfigDict(env_prefix="FILES_")

    database_url: DatabaseUrl
    store_url: str = Field(pattern=r"^(?:file:///|memory:///|s3://)")
    callers: dict[str, CallerSettings]
    grpc_listen: Listen = "127.0.0.1:50052"
    admin_listen: Listen = "127.0.0.1:9102"
    reflection: bool = False
    pool_size: int = Field(10, ge=1, le=100)
    upload_limit_seconds: int = Field(600, ge=1, le=3_600)
    sweep_interval_seconds: int = Field(3_600, ge=1, le=86_400)
    sweep_abandoned_after_seconds: int = Field(3_600, ge=1)
    sweep_unattached_after_seconds: int = Field(86_400, ge=1)
    sweep_unnamed_after_seconds: int = Field(604_800, ge=1)
    keep_request_ids_seconds: int = Field(172_800, ge=1)

    @field_validator("callers")
    @classmethod
    def fit_the_service(cls, callers: dict[str, CallerSettings]) -> dict[str, CallerSettings]:
        require_fitting(callers, SCOPES)
        return callers

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.sweep_abandoned_after_seconds <= self.upload_limit_seconds:
            raise ValueError("FILES_SWEEP_ABANDONED_AFTER_SECONDS must exceed FILES_UPLOAD_LIMIT_SECONDS")
        if self.environment == "production" and self.reflection:
            raise ValueError("FILES_REFLECTION must be off in production")
        if self.environment == "production" and self.store_url.startswith("memory:"):
            raise ValueError(
                "FILES_STORE_URL must not be memory:/// in production: records would outlive their bytes"
            )
        return self

    @property
    def upload_limit(self) -> timedelta:
        return timedelta(seconds=self.upload_limit_seconds)

    @property
    def sweep_limits(self) -> SweepLimits:
        return SweepLimits(
            abandoned_after=timedelta(seconds=self.sweep_abandoned_after_seconds),
            unattached_after=timedelta(seconds=self.sweep_unattached_after_seconds),
            unnamed_after=timedelta(seconds=self.sweep_unnamed_after_seconds),
            keys_after=timedelta(seconds=self.keep_request_ids_seconds),
        )
