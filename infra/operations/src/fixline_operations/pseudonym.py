"""`fixline pseudonym NAME`: how logs and traces call a person or a chat."""

import re
from typing import Final

import click

from fixline_operations.choice import Choice, pass_choice
from fixline_telemetry.attributes import pseudonym as derived
from fixline_telemetry.attributes import use_pseudonym_key

KEY: Final = "PSEUDONYM_KEY"
NAME: Final = re.compile(r"users/[1-9][0-9]*|-?[1-9][0-9]*", re.ASCII)


@click.command(context_settings={"ignore_unknown_options": True})  # a group's id begins with a minus
@click.argument("name")
@pass_choice
def pseudonym(choice: Choice, name: str) -> None:
    """Print how logs and traces call a person, by NAME: users/7; or a chat, by Telegram's id."""
    if not NAME.fullmatch(name):
        raise click.UsageError(f"{name!r} is neither a person's name, such as users/7, nor a Telegram id.")
    deployment = choice.deployment
    use_pseudonym_key(deployment.setting(KEY), environment="production")
    click.echo(derived(name))
