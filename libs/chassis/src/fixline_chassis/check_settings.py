"""`python -m fixline_chassis.check_settings MODULE:CLASS …` says whether services could start in this environment.

Imports the settings alone, not the services, so that the answer is there at once.
"""

import argparse
import pkgutil
import sys
from collections.abc import Sequence

from fixline_chassis.settings import EX_CONFIG, settings_faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every fault, a line each and each once; return 0 when there is none, else `EX_CONFIG`."""
    parser = argparse.ArgumentParser(prog="fixline_chassis.check_settings", description=__doc__)
    parser.add_argument("settings", nargs="+", metavar="MODULE:CLASS", type=pkgutil.resolve_name)
    given = parser.parse_args(arguments)
    # What all services read is wrong in all of them.
    faults = dict.fromkeys(fault for each in given.settings for fault in settings_faults(each))
    for fault in faults:
        print(fault)  # noqa: T201  # a command's own output
    return EX_CONFIG if faults else 0


if __name__ == "__main__":
    sys.exit(main())
