"""Who the random people are, what they say, and which buttons lead where."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from PIL import Image

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES
from fixline_local.telegram.client_messages import File, Message
from tickets_service.domain.people.user import Role
from tickets_service.domain.tickets.verbs import Verb

from .people import Talker
from .words import pattern


def small_picture() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 20, 20)).save(output, "JPEG")
    return output.getvalue()


CAST = (
    ("Rita", "en", Role.USER),
    ("Фёдор", "ru", Role.USER),
    ("Alex", "en", Role.AGENT),
    ("Борис", "ru", Role.AGENT),
    ("Dora", "en", Role.DISPATCHER),
    ("Ada", "ru", Role.ADMIN),
    ("Olga", "en", Role.AUDITOR),
)
COMMANDS = (
    *(
        "/start",
        "/new",
        "/my",
        "/help",
        "/cancel",
        "/settings",
        "/id",
        "/queue",
        "/ticket",
        "/ticket 1",
        "/search",
    ),
    *("/search lamp", "/setup", "/staff", "/locations", "/hours", "/sla", "/stats", "/stats HQ-1", "/export"),
    *("/start loc_HQ-114", "/start loc_NOWHERE", "/start t_1", "/start inv_nothing", "/settings Asia/Almaty"),
    *("/settings Nowhere", "/nonsense", "/ticket nothing", "/ticket 99999999999999999999"),
    *(
        "/broadcast",
        "/replies",
        "/audit",
        "/audit 1",
        "/audit Rita",
        "/report",
        "/report 2026-11",
        "/report soon",
    ),
    *(
        "/away",
        "/away 24.12.2026 – 6.1.2027",
        "/away never",
        "/staff Rita",
        "/settings 0:00-23:59",
        "/staff Alex",
    ),
)
WORDS = (
    *(
        "The lamp is dead",
        "Meeting room",
        "HQ-114",
        "#1",
        "#2",
        "1",
        "2",
        "Rita",
        "Alex",
        "@nobody",
        "9-18",
        "45 min",
    ),
    *(
        "25.12.2026",
        "HQ-115 Kitchen",
        "On my way\nI am on my way, {name}!",
        "leak, 2nd-floor",
        "Europe/Berlin",
        "<b>bold</b> & <i>",
        "مرحبا \u202ethe lamp",
        "🔥" * 30,
        "?",
    ),
    *(
        "x" * 4096,
        "line\n" * 200 + "end",
        "\u200b",
        "Лампа не горит",
        "=SUM(A1)",
        "/",
        "#99999999999999999999",
        "0",
        "-1",
    ),
)
SMALL = small_picture()
FILE = File("a.jpg", "image/jpeg", SMALL)
MARK = re.compile(r"q\d+q")
REACHED_BY = {
    Verb.TAKE: ("button-take",),
    Verb.RELEASE: ("button-release",),
    Verb.ASSIGN: ("button-assign",),
    Verb.WAIT_FOR_REPORTER: ("button-ask-reporter",),
    Verb.WAIT_FOR_VENDOR: ("button-wait-for-supplier",),
    Verb.RESUME: ("button-resume",),
    Verb.RESOLVE: ("button-resolve",),
    Verb.REJECT: ("button-reject",),
    Verb.CANCEL: ("button-cancel-request", "button-withdraw"),
    Verb.CONFIRM: ("button-confirm",),
    Verb.REOPEN: ("button-reopen", "button-not-fixed"),
    Verb.RATE: ("button-stars",),
    Verb.UPDATE: ("button-change-urgency", "button-correct"),
    Verb.COMMENT: ("button-comment", "button-reply"),
    Verb.WRITE_NOTE: ("button-note",),
    Verb.UNFOLLOW: ("button-unfollow",),
    Verb.MERGE: ("button-merge",),
    Verb.LINK: ("button-link",),
}
"""By which button of a card each verb is reached; any of them will do."""
FORWARD = {"d:n:", "d:k:", "d:u:", "d:g:", "d:s:", "d:j:", "d:w:", "d:h:", "d:y:"}
"""Buttons that lead to a request which is sent, by how their data begins."""


def is_broken(text: str) -> bool:
    """Tell whether a text says, in any language, that something went wrong."""
    return any(each.search(text) for each in apologies())


@cache
def apologies() -> "Sequence[re.Pattern[str]]":
    """Return what finds them. Not at the import: each worker of the test runner imports this, and one needs it."""
    return [pattern(language, key) for language in LANGUAGES for key in ("apology", "unsaid", "unsaid-about")]


@dataclass(slots=True)
class Somebody:
    """One of the cast, and all that they have ever seen."""

    talker: Talker
    role: Role
    was_staff: bool
    is_blocking: bool = False
    buttons: list[tuple[Message, str]] = field(default_factory=list)
    """Every button that they ever had, for taps that come late."""
    own: list[Message] = field(default_factory=list)
    read_up_to: int = 0
