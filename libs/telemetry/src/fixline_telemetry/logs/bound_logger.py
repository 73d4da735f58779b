"""structlog's loggers, with a short way for the commonest lines."""

import logging
from typing import Any

import structlog
from structlog.typing import FilteringBoundLogger


def bound_logger(level: int) -> type[FilteringBoundLogger]:
    """Return the class of loggers that leave out what is below `level`."""
    base: Any = structlog.make_filtering_bound_logger(level)
    if level > logging.INFO:
        return base  # type: ignore[no-any-return]

    class BoundLogger(base):  # type: ignore[misc]
        """Says at once what needs no interpolation: each call and each update ends with such a line."""

        def info(self, event: str | None = None, *args: Any, **said: Any) -> Any:
            if args:
                return super().info(event, *args, **said)
            line: Any = {**self._context, **said, "event": event}
            try:
                for processor in self._processors:
                    line = processor(self._logger, "info", line)
            except structlog.DropEvent:
                return None
            return self._logger.info(**line)

    return BoundLogger
