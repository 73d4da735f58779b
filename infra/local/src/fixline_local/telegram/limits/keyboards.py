"""The shapes of keyboards that Telegram takes."""

from typing import Any, Final
from urllib.parse import urlsplit

from aiogram.types import ForceReply, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

from fixline_local.telegram.errors import bad_request

MAX_CALLBACK_BYTES: Final = 64
MAX_BUTTONS: Final = 100
MAX_COPIED: Final = 256
MAX_PLACEHOLDER: Final = 64
_STYLES: Final = frozenset({"danger", "success", "primary"})
_ACTIONS: Final = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)

ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply


def checked_markup(markup: ReplyMarkup | None, *, private: bool) -> dict[str, Any] | None:
    """Return the markup as JSON, None for an empty one. Raise ApiError for what Telegram refuses."""
    if isinstance(markup, InlineKeyboardMarkup):
        return checked_inline(markup, private=private)
    if isinstance(markup, ReplyKeyboardMarkup):
        return _checked_reply(markup, private=private)
    if isinstance(markup, ForceReply):
        _check_placeholder(markup.input_field_placeholder)
    return None if markup is None else _plain(markup)


def checked_inline(markup: InlineKeyboardMarkup | None, *, private: bool) -> dict[str, Any] | None:
    if markup is None:
        return None
    rows = [[_plain(button) for button in row] for row in markup.inline_keyboard if row]
    if not rows:
        return None
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_inline_button(button, private=private)
    forced = {"force_reply": True} if markup.force_reply else {}
    return {"inline_keyboard": rows, **forced}


def _check_inline_button(button: dict[str, Any], *, private: bool) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in button and button[name] != ""]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        # Telegram takes the first it knows; a bot that says two things at once has a mistake.
        raise bad_request(
            f"BUTTON_TYPE_INVALID: exactly one of the optional fields must be used, not {actions}"
        )
    if button.get("style") not in {None, *_STYLES}:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    action = actions[0]
    if action == "callback_data" and len(button["callback_data"].encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url":
        _check_url(button["url"])
    if action == "web_app" and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    if action == "copy_text" and not 1 <= len(button["copy_text"]["text"]) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in {"http", "https", "tg", "ton"}:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if not parts.netloc:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: URL host is empty")
    if parts.scheme in {"http", "https"} and "." not in (parts.hostname or ""):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _checked_reply(markup: ReplyKeyboardMarkup, *, private: bool) -> dict[str, Any]:
    rows = [row for row in markup.keyboard if row]
    if not rows:
        raise bad_request("reply keyboard must be non-empty")
    if any(not button.text.strip() for row in rows for button in row):
        raise bad_request("keyboard button text must be non-empty")
    if not private and any(button.request_location for row in rows for button in row):
        raise bad_request("location can be requested in private chats only")
    _check_placeholder(markup.input_field_placeholder)
    return _plain(markup) | {"keyboard": [[_plain(button) for button in row] for row in rows]}


def _check_placeholder(placeholder: str | None) -> None:
    if placeholder is not None and len(placeholder) > MAX_PLACEHOLDER:
        raise bad_request("INPUT_FIELD_PLACEHOLDER_INVALID")


def _plain(model: Any) -> dict[str, Any]:
    plain: dict[str, Any] = model.model_dump(
        mode="json", exclude_none=True, exclude_defaults=False, warnings=False
    )
    return plain
