"""The mapping file: what the words, people and columns of an older system are here."""

import codecs
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tickets_service.adapters.outbound.moving.headings import COLUMNS
from tickets_service.application.ports.origins.import_source import ImportSourceError
from tickets_service.domain.origins.wording import Wording, key_of_word
from tickets_service.domain.people.user import DEFAULT_LANGUAGE, LANGUAGE, Role
from tickets_service.domain.priority import Priority
from tickets_service.domain.state import State

Meaning = TypeVar("Meaning")


class MappingFile(BaseModel):
    """Every part may be missing; one that is misspelt is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Annotated[str, Field(pattern=LANGUAGE.pattern, max_length=35)] = DEFAULT_LANGUAGE
    zone: str = "UTC"
    """Of times without an offset."""
    encoding: str = ""
    """Of tables as text; empty: it is found out."""
    states: dict[str, State] = Field(default_factory=dict)
    priorities: dict[str, Priority] = Field(default_factory=dict)
    roles: dict[str, Role] = Field(default_factory=dict)
    people: dict[str, str | int] = Field(default_factory=dict)
    columns: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Table (`people`, `locations`, `requests`) to what we call a column to what its heading says."""

    @field_validator("zone")
    @classmethod
    def exist(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:  # a zone that is not found is a KeyError
            raise ValueError("must be a time zone such as Europe/Berlin") from error
        return zone

    @field_validator("encoding")
    @classmethod
    def be_known(cls, encoding: str) -> str:
        try:
            " ".encode(encoding or "utf-8")  # base64 has a name as well, and is refused here
            return codecs.lookup(encoding).name if encoding else ""
        except LookupError as error:
            raise ValueError("must be an encoding such as utf-8, cp1251 or cp1252") from error

    @field_validator("columns")
    @classmethod
    def be_of_tables(cls, columns: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for table, called in columns.items():
            if table not in COLUMNS:
                raise ValueError(f"{table} is no table; they are {', '.join(COLUMNS)}")
            known = frozenset().union(*COLUMNS[table])
            if unknown := sorted(set(called) - known):
                raise ValueError(
                    f"{table} has no column {', '.join(unknown)}; they are {', '.join(sorted(known))}"
                )
        return columns

    @property
    def wording(self) -> Wording:
        return Wording(
            states=by_word(self.states),
            priorities=by_word(self.priorities),
            roles=by_word(self.roles),
            people=by_word({name: str(old_id) for name, old_id in self.people.items()}),
            language=self.language,
        )


def by_word(found: Mapping[str, Meaning]) -> dict[str, Meaning]:
    return {key_of_word(word): value for word, value in found.items()}


def read_mapping(path: Path) -> MappingFile:
    """Raise `ImportSourceError` that says what is wrong with the file, all of it."""
    try:
        return MappingFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise ImportSourceError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImportSourceError(f"{path}: is no TOML: {error}") from error
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]
        raise ImportSourceError(f"{path}: {'; '.join(faults)}") from error
