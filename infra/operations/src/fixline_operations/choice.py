"""Which desk a command was told to be about."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from fixline_operations.deployment import Deployment, find_deployment


@dataclass
class Choice:
    """The deployment is looked for by a command that runs, not by its help; raises `OperationError`."""

    env_file: Path | None = None
    folder: Path | None = None

    @cached_property
    def deployment(self) -> Deployment:
        return find_deployment(self.env_file, self.folder)


pass_choice = click.make_pass_decorator(Choice)
