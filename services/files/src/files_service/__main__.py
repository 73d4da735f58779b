"""`files_service serve` and `files_service migrate`."""

import sys

import fixline_chassis.garbage  # noqa: F401  # before whatever is large
from files_service.bootstrap.serve import PACKAGE, build
from files_service.bootstrap.settings import FilesSettings
from fixline_chassis.command_line import main

if __name__ == "__main__":
    sys.exit(main("files", PACKAGE, FilesSettings, build))
