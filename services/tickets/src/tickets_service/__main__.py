"""`python -m tickets_service serve` and `python -m tickets_service migrate …`."""

import sys

from fixline_chassis.command_line import main
from tickets_service.bootstrap.serve import build
from tickets_service.bootstrap.settings import TicketsSettings

if __name__ == "__main__":
    sys.exit(main("tickets", "tickets_service", TicketsSettings, build))
