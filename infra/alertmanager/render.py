"""Writes Alertmanager's configuration, with the token and the group that the environment names, into a folder.

TELEGRAM_BOT_TOKEN=… TELEGRAM_CHAT_ID=-100… python infra/alertmanager/render.py FOLDER
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Final

HERE: Final = Path(__file__).parent
DEFAULTS: Final = {"TELEGRAM_API_URL": "https://api.telegram.org"}
SHAPES: Final = {
    "TELEGRAM_BOT_TOKEN": (r"\d+:[\w-]{30,}", "a bot's token, as @BotFather gives it"),
    "TELEGRAM_CHAT_ID": (r"-?\d+", "the id of the staff group, which the bot says at /id"),
    "TELEGRAM_API_URL": (r"https?://[\w.:\[\]-]+", "the address of the Bot API, without a path"),
}


def faults_of(values: Mapping[str, str]) -> list[str]:
    # A value is not repeated: it may be a token with one letter too many.
    return [
        f"{name} must be {what}"
        for name, (shape, what) in SHAPES.items()
        if not re.fullmatch(shape, values.get(name, ""))
    ]


def main(environment: Mapping[str, str], arguments: list[str]) -> int:
    """Return the exit status: 0, or 2 with all faults on stderr and nothing written."""
    values = DEFAULTS | {name: environment[name] for name in SHAPES if environment.get(name)}
    faults = faults_of(values)
    if len(arguments) != 1:
        faults.append("name one folder to write into")
    if faults:
        sys.stderr.write("".join(f"{fault}\n" for fault in faults))
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "alertmanager.yml"
    target.touch(mode=0o600)
    target.chmod(0o600)
    target.write_text(Template((HERE / "alertmanager.yml").read_text()).substitute(values))
    shutil.copy(HERE / "telegram.tmpl", folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ, sys.argv[1:]))
