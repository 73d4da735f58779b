"""`python -m fixline_local run | demo`."""

import argparse
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="fixline_local", description="The desk on this machine.")
    choices = parser.add_subparsers(dest="command", required=True)
    running = choices.add_parser("run", help="run the desk until Ctrl-C")
    running.add_argument("--folder", type=Path, default=Path(".local"))
    choices.add_parser("demo", help="play the story on a throw-away desk and check it")
    given = parser.parse_args()
    # Each imports a good deal that the other has no use for.
    if given.command == "run":
        from fixline_local.desk.run import run  # noqa: PLC0415

        return run(given.folder)
    from fixline_local.demo.demo import demo  # noqa: PLC0415

    return demo()


if __name__ == "__main__":
    sys.exit(main())
