"""`python -m tickets_service serve`, `… migrate ACTION`, `… first-admin BOT`, `… import KIND`, `… import-codes`."""

import sys

import fixline_chassis.garbage  # noqa: F401  # before whatever is large
from fixline_chassis.command_line import main
from tickets_service.bootstrap.claims import import_codes
from tickets_service.bootstrap.first_admin import first_admin
from tickets_service.bootstrap.moving import move_in
from tickets_service.bootstrap.serve import build
from tickets_service.bootstrap.settings import TicketsSettings

if __name__ == "__main__":
    sys.exit(
        main(
            "tickets",
            "tickets_service",
            TicketsSettings,
            build,
            commands={"first-admin": first_admin, "import": move_in, "import-codes": import_codes},
        )
    )
