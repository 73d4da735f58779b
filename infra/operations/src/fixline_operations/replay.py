"""`fixline replay`: what was given up is dealt with anew."""

import os
import sys
from collections.abc import Sequence

import click

from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import Deployment

IDS = click.IntRange(min=1, max=(1 << 63) - 1)


@click.group()
def replay() -> None:
    """Put back what was given up, once its cause is mended."""


@replay.command()
@click.argument("update_ids", nargs=-1, type=IDS)
@click.option("--all-dead", is_flag=True, help="All that were given up.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=10.0,
    show_default=True,
    help="Seconds to wait for the outcome.",
)
@pass_choice
def update(choice: Choice, update_ids: Sequence[int], all_dead: bool, wait: float) -> None:
    """Deal with updates anew, and say what became of them. What they have done already is not done twice."""
    if bool(update_ids) == all_dead:
        raise click.UsageError("Name updates, or say --all-dead.")
    which = ["--all-dead"] if all_dead else [*map(str, update_ids)]
    of_the_bot(choice.deployment, "update", *which, "--wait", str(wait))


@replay.command()
@click.argument("delivery_ids", nargs=-1, required=True, type=IDS)
@pass_choice
def delivery(choice: Choice, delivery_ids: Sequence[int]) -> None:
    """Make calls to Telegram anew that it refused, or whose outcome is not known. First look into the chat."""
    of_the_bot(choice.deployment, "delivery", *map(str, delivery_ids))


def of_the_bot(deployment: Deployment, *arguments: str) -> None:
    """Run the bot's own command in our place."""
    settings = {"BOT_DATABASE_URL": deployment.setting("BOT_DATABASE_URL")}
    command = [sys.executable, "-m", "bot_service", "replay", *arguments]
    os.execve(command[0], command, os.environ | settings)  # noqa: S606  # our own arguments
