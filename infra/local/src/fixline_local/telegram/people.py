"""The people that a fresh simulator knows. Their ids never change, so tests and settings may name them."""

from dataclasses import dataclass
from typing import Any, Final

RITA: Final = 5_000_000_101
ALEX: Final = 5_000_000_102
IVAN: Final = 5_000_000_103
ADA: Final = 5_000_000_104

BOT_TOKEN: Final = "7000000001:AAFixlineLocalDeskBotToken000000000"  # noqa: S105 - opens nothing but a simulator
"""The token that `make run` gives to the bot and to the simulator when there is no real one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone with a Telegram account. `language_code` is an IETF tag such as "en" or "ru"."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"

    def as_user(self) -> dict[str, Any]:
        """Telegram's User; empty fields are left out, as Telegram leaves them out."""
        fields = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {"id": self.id, "is_bot": False} | {key: value for key, value in fields.items() if value}

    def as_chat(self) -> dict[str, Any]:
        """The private chat with this person: it has the person's id."""
        fields = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private"} | {key: value for key, value in fields.items() if value}


DEFAULT_PEOPLE: Final = (
    Person(id=RITA, first_name="Rita", last_name="Reporter", username="rita_reporter"),
    Person(id=ALEX, first_name="Alex", last_name="Agent", username="alex_agent"),
    Person(id=IVAN, first_name="Иван", username="ivan_local", language_code="ru"),
    Person(id=ADA, first_name="Ada", last_name="Admin", username="ada_admin"),
)
