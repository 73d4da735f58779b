"""`python -m fixline_local run | demo`."""

import argparse
import sys
from pathlib import Path

from fixline_local.demo.demo import demo
from fixline_local.desk.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="fixline_local", description="The desk on this machine.")
    choices = parser.add_subparsers(dest="command", required=True)
    running = choices.add_parser("run", help="run the desk until Ctrl-C")
    running.add_argument("--folder", type=Path, default=Path(".local"))
    choices.add_parser("demo", help="play the story on a throw-away desk and check it")
    given = parser.parse_args()
    return run(given.folder) if given.command == "run" else demo()


if __name__ == "__main__":
    sys.exit(main())
