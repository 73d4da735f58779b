"""The short way says what structlog's own says."""

import logging

import structlog
from structlog.testing import LogCapture

from fixline_telemetry.logs.bound_logger import bound_logger


def test_both_ways_say_the_same() -> None:
    said = []
    for wrapper in (structlog.make_filtering_bound_logger(logging.INFO), bound_logger(logging.INFO)):
        capture = LogCapture()
        log = structlog.wrap_logger(
            structlog.ReturnLogger(), processors=[capture], wrapper_class=wrapper, service="tickets"
        ).bind(ticket=7)
        log.info("ticket.closed", ticket=8, actor=None)
        log.info("%d of %d", 1, 2, done=True)
        log.warning("ticket.late")
        log.debug("too.detailed")
        said.append(capture.entries)
    assert said[0] == said[1]
    assert [list(line) for line in said[0]] == [list(line) for line in said[1]]
    assert [line["event"] for line in said[1]] == ["ticket.closed", "1 of 2", "ticket.late"]


def test_above_the_level_of_such_lines_there_are_none() -> None:
    capture = LogCapture()
    log = structlog.wrap_logger(
        structlog.ReturnLogger(), processors=[capture], wrapper_class=bound_logger(logging.WARNING)
    )
    log.info("ticket.closed")
    log.error("ticket.lost")
    assert [line["event"] for line in capture.entries] == ["ticket.lost"]
