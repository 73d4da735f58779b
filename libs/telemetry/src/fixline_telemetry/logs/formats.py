"""How a log line is written: JSON for machines, colours for people."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson
import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict

from fixline_telemetry.redaction import Redactor

CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
TRACEBACK_FRAMES: Final = 20
DELETE: Final = "\x7f"
ESCAPING: Final = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))

Format = Callable[[EventDict, EventDict], str]
"""Makes the text of a line from what it says and from what is known to be clean: when, who, in which trace."""


def json_format(redactor: Redactor) -> Format:
    # Locals in a traceback would carry tokens and what people wrote.
    frames = ExceptionDictTransformer(show_locals=False, max_frames=TRACEBACK_FRAMES)
    render_exception: Final = structlog.processors.ExceptionRenderer(frames)

    def text_of(said: EventDict, origin: EventDict) -> str:
        if "exc_info" in said:
            said = render_exception(None, "", dict(said))
        return json_line(_joined(redactor.mapping(said), origin))

    return text_of


def json_line(line: EventDict) -> str:
    """Return the line with ASCII escapes: no control character, of C0, C1 or Unicode, is left in it."""
    try:
        text = orjson.dumps(line).decode()
    except TypeError:  # half a surrogate pair, or a number of more than 64 bits
        return ESCAPING.encode(line)
    # orjson escapes nothing beyond C0. Nearly all lines have nothing there, and take half the time.
    return text if text.isascii() and DELETE not in text else ESCAPING.encode(line)


def console_format(redactor: Redactor) -> Format:
    render: Final = structlog.dev.ConsoleRenderer(colors=True, pad_event_to=32)

    def text_of(said: EventDict, origin: EventDict) -> str:
        said = structlog.processors.format_exc_info(None, "", dict(said))
        return str(render(None, "", _escaped(_joined(redactor.mapping(said), origin))))

    return text_of


def _joined(clean: EventDict, origin: EventDict) -> EventDict:
    """Put together the whole line, the keys first that every reader looks for; nobody overwrites its origin."""
    line = {"timestamp": origin["timestamp"], "level": origin["level"], "event": clean.pop("event", None)}
    line |= clean
    line |= origin
    return line


def _escaped(line: EventDict) -> EventDict:
    """Leave no character that could move a terminal's cursor; indent tracebacks, so that none passes for a line."""
    escaped = escaped_value(line)
    if isinstance(exception := line.get("exception"), str):
        escaped["exception"] = "\n".join(f"    | {escaped_value(row)}" for row in exception.split("\n"))
    return escaped  # type: ignore[no-any-return]


def escaped_value(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub(lambda match: ascii(match[0])[1:-1], value)
    if isinstance(value, Mapping):
        return {escaped_value(key): escaped_value(each) for key, each in value.items()}
    if isinstance(value, list):
        return [escaped_value(each) for each in value]
    return value
