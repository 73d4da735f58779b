"""Settings from the environment, checked as a whole before anything starts."""

import re
from collections.abc import Collection, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as UnreadableSettingsError

Listen = Annotated[str, StringConstraints(pattern=r"^[^\s/]+:\d{1,5}$")]
"""`host:port`; port 0 takes any free one."""

DATABASE_URL: Final = re.compile(
    r"postgresql\+asyncpg://(\S+@)?([^\s@:/?\[\]]*|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(/\S*)?(\?\S*)?"
)
DATABASE_URL_EXAMPLE: Final = (
    "postgresql+asyncpg://user:password@host:5432/database"
    " (in a password, / is written %2F, @ %40, : %3A and % %25)"
)


def as_database_url(value: str) -> str:
    """Raise `ValueError` for what SQLAlchemy could not take apart; its own words would show the password."""
    if not DATABASE_URL.fullmatch(value):
        raise ValueError(f"must be like {DATABASE_URL_EXAMPLE}")
    return value


DatabaseUrl = Annotated[str, AfterValidator(as_database_url)]
"""`postgresql+asyncpg://user:password@host:port/database`."""

UNREADABLE: Final = re.compile(r'error parsing value for field "(\w+)"')

PLAIN_WORDS = {
    "missing": "is required but not set",
    "string_pattern_mismatch": "has the wrong form (expected {pattern})",
    "literal_error": "must be one of {expected}",
}


LOG_FILE_SERVICE: Final = "{service}"

EX_CONFIG: Final = 78
"""Exit status for settings that are missing or wrong (sysexits.h): whoever starts us need not try again."""


class SettingsError(Exception):
    """One or more settings are missing or wrong; the text says which, and never holds a value.

    Raised before the service is built, while it is, or by a background task that finds out later (a token that was
    revoked): the process ends with `EX_CONFIG`.
    """


def log_file_of(service: str, path: str | None) -> str | None:
    """Return the file of a service's own, where `{service}` stands in the path for all of them."""
    return None if path is None else path.replace(LOG_FILE_SERVICE, service)


SHA256: Final = r"^[0-9a-f]{64}$"


class CallerSettings(BaseModel):
    """A service that may call this one; `former_token_sha256` is taken, too, while its token is being replaced."""

    token_sha256: str = Field(pattern=SHA256)
    former_token_sha256: str | None = Field(None, pattern=SHA256)
    scopes: list[str]


def require_fitting(callers: Mapping[str, CallerSettings], scopes: Collection[str]) -> None:
    """Raise ValueError for a scope that is not among the service's, and for a token that two callers share."""
    for name, caller in callers.items():
        if strangers := sorted(set(caller.scopes) - set(scopes)):
            raise ValueError(f"gives {name} unknown scopes {strangers}; there are {sorted(scopes)}")
    hashes = [
        digest
        for caller in callers.values()
        for digest in (caller.token_sha256, caller.former_token_sha256)
        if digest is not None
    ]
    if len(set(hashes)) < len(hashes):
        raise ValueError("gives the same token twice")


class ServiceSettings(BaseSettings):
    """What every service reads; these variables carry no prefix."""

    model_config = SettingsConfigDict(
        extra="ignore", env_ignore_empty=True, hide_input_in_errors=True, populate_by_name=True
    )

    environment: Literal["local", "production"] = Field("production", validation_alias="ENVIRONMENT")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", validation_alias="LOG_LEVEL")
    log_format: Literal["json", "console"] = Field("json", validation_alias="LOG_FORMAT")
    log_file: str | None = Field(None, validation_alias="LOG_FILE")
    """`{service}` in it stands for the service's name (`log_file_of`)."""

    sentry_dsn: str | None = Field(None, validation_alias="SENTRY_DSN")
    otlp_endpoint: str | None = Field(None, validation_alias="OTEL_EXPORTER_OTLP_ENDPOINT")
    trace_sample_ratio: float = Field(1.0, ge=0, le=1, validation_alias="TRACE_SAMPLE_RATIO")
    backup_metrics_file: Path | None = Field(None, validation_alias="BACKUP_METRICS_FILE")
    pseudonym_key: str = Field("", validation_alias="PSEUDONYM_KEY")
    drain_delay_seconds: float = Field(0.0, ge=0, le=15, validation_alias="DRAIN_DELAY_SECONDS")

    @field_validator("log_file")
    @classmethod
    def _has_no_other_braces(cls, path: str | None) -> str | None:
        if path is not None and set(path.replace(LOG_FILE_SERVICE, "")) & {"{", "}"}:
            raise ValueError(f"must be a path, with no braces but those of {LOG_FILE_SERVICE}")
        return path

    @property
    def version(self) -> str:
        return version("fixline-chassis")

    def secrets(self) -> tuple[str, ...]:
        """Literal values that must never be logged; services add their own."""
        return tuple(filter(None, (self.sentry_dsn, self.pseudonym_key)))


class ListeningSettings(ServiceSettings):
    """The settings that the command line itself needs; each service gives them its own prefix."""

    database_url: str
    admin_listen: str


S = TypeVar("S", bound=BaseSettings)


def load_settings(settings_type: type[S], **given: Any) -> S:
    """Read the environment; raise `SettingsError` whose text lists every fault at once."""
    try:
        return settings_type(**given)
    except (ValidationError, UnreadableSettingsError) as error:
        raise SettingsError(listing(faults_in(settings_type, error))) from None


def settings_faults(settings_type: type[BaseSettings]) -> list[str]:
    """Return what is missing or wrong in the environment, a sentence each; values are not repeated."""
    try:
        settings_type()
    except (ValidationError, UnreadableSettingsError) as error:
        return faults_in(settings_type, error)
    return []


def listing(faults: Iterable[str]) -> str:
    return "\n".join(["These settings are missing or wrong:", *(f"  - {fault}" for fault in faults)])


def faults_in(
    settings_type: type[BaseSettings], error: ValidationError | UnreadableSettingsError
) -> list[str]:
    if isinstance(error, ValidationError):
        return [describe(settings_type, dict(fault)) for fault in error.errors()]
    # A value that should be JSON is not, of which pydantic says the field's name alone.
    found = UNREADABLE.search(str(error))
    return [f"{variable_of(settings_type, found[1])} is not valid JSON" if found else str(error)]


def describe(settings_type: type[BaseSettings], fault: dict[str, Any]) -> str:
    name, *rest = [str(part) for part in fault["loc"]] or [""]
    where = ".".join([variable_of(settings_type, name), *rest])
    words = PLAIN_WORDS.get(fault["type"])
    if words is not None:
        return f"{where} {words.format(**fault.get('ctx', {}))}"
    if fault["type"] == "value_error":  # one of ours: a whole predicate
        return f"{where} {fault['ctx']['error']}".strip()
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])


def variable_of(settings_type: type[BaseSettings], name: str) -> str:
    """Return the environment variable of a field, given its name or its alias."""
    field = settings_type.model_fields.get(name)
    if field is None or field.validation_alias is not None:
        return name.upper()
    return f"{settings_type.model_config.get('env_prefix', '')}{name}".upper()
