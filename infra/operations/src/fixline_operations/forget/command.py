"""The command itself: counts first, then files, the bot, and last tickets, which alone knows who the person is."""

import asyncio

import click

from fixline_chassis.command_line import who_calls
from fixline_operations import display
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import Deployment
from fixline_operations.forget.services import Counts, Request, in_bot, in_files, in_tickets

LONGEST = 900
TELEGRAM_ID = click.IntRange(min=1, max=(1 << 52) - 1)


@click.command()
@click.argument("telegram_id", type=TELEGRAM_ID)
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and change nothing.")
@click.option("--reason", default="", help="Kept on record for good, so it must name nobody.")
@click.option("--by", default=who_calls, show_default="your user name", help="Who asks; kept on record.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@pass_choice
def forget(choice: Choice, telegram_id: int, dry_run: bool, reason: str, by: str, yes: bool) -> None:
    """Erase a person's data from all stores, for good: who they were, what they wrote, what they sent.

    What was reported and what became of it stays. May be repeated: what a try left that was cut short, the next one
    erases. The person tells their TELEGRAM_ID by /id.
    """
    if not dry_run and not reason.strip():
        raise click.UsageError("Say why by --reason, or --dry-run.")
    if len(reason) + len(by) > LONGEST or not (reason + by).isprintable():
        raise click.UsageError(f"--reason and --by have up to {LONGEST} characters together, in one line.")
    request = Request(telegram_id=telegram_id, reason=reason.strip(), by=by)
    deployment = choice.deployment
    go_through(deployment, request, dry_run=True)
    if dry_run:
        click.echo("\nNothing was changed.")
        return
    if not yes:
        click.confirm(f"\nErase all this from {deployment.title}, for good?", abort=True)
    go_through(deployment, request, dry_run=False)
    click.echo("\nErased.")


def go_through(deployment: Deployment, request: Request, *, dry_run: bool) -> None:
    mode = "would be erased" if dry_run else "erased"
    known = asyncio.run(in_tickets(deployment, request, dry_run=True))
    if known is not None:
        tell("files", mode, asyncio.run(in_files(deployment, known.user, dry_run=dry_run)))
    display.heading("bot", mode)
    for line in in_bot(deployment, request, dry_run=dry_run):
        click.echo(line)
    if known is None:
        display.heading("tickets, files")
        display.item("nobody with this Telegram id: never registered, or forgotten already")
        return
    if not dry_run:
        known = asyncio.run(in_tickets(deployment, request, dry_run=False)) or known
    tell(f"tickets ({known.user})", mode, known.counts)


def tell(store: str, mode: str, counts: Counts) -> None:
    display.heading(store, mode)
    for kind, number in counts.items():
        click.echo(f"{number:>8}  {kind}")
