"""`python -m bot_service serve`, `… migrate ACTION` and `… replay update ID`, `… forget TELEGRAM_ID`."""

import sys

import fixline_chassis.garbage  # before whatever is large
import fixline_chassis.grpc_aside_in_forks  # before whatever imports gRPC
import fixline_chassis.lean_aiogram  # noqa: F401  # before whatever imports aiogram
from bot_service.bootstrap.forget import forget
from bot_service.bootstrap.replay import replay
from bot_service.bootstrap.serve import build
from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.command_line import main

if __name__ == "__main__":
    sys.exit(main("bot", "bot_service", BotSettings, build, commands={"replay": replay, "forget": forget}))
