"""What an operator is told when a command cannot do what it was asked for."""

from click import ClickException


class OperationError(ClickException):
    """One sentence: what is wrong, and what to do. The command ends with status 1; wrong arguments end it with 2."""
