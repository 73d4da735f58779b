"""Where the bot answers over HTTP."""

from typing import Final

WEBHOOK: Final = "/telegram/webhook"
