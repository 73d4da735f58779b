"""`python -m fixline_local run | reset | demo | soak`."""

import argparse
import secrets
import sys
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="fixline_local", description="The desk on this machine.")
    choices = parser.add_subparsers(dest="command", required=True)
    running = choices.add_parser("run", help="run the desk until Ctrl-C")
    resetting = choices.add_parser("reset", help="forget all that the desk holds")
    for each in (running, resetting):
        each.add_argument("--folder", type=Path, default=Path(".local"))
    choices.add_parser("demo", help="play the story on a throw-away desk and check it")
    soaking = choices.add_parser("soak", help="let ten people use a throw-away desk to which faults happen")
    soaking.add_argument("--seed", type=int, default=None, help="which faults in which order; any by default")
    soaking.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    # Each imports a good deal that the others have no use for.
    if given.command == "run":
        from fixline_local.desk.run import run  # noqa: PLC0415

        return run(given.folder)
    if given.command == "reset":
        from fixline_local.desk.reset import reset  # noqa: PLC0415

        return reset(given.folder)
    if given.command == "soak":
        from fixline_local.soak.soak import soak  # noqa: PLC0415

        return soak(secrets.randbelow(1_000_000) if given.seed is None else given.seed, given.seconds)
    from fixline_local.demo.demo import demo  # noqa: PLC0415

    return demo()


if __name__ == "__main__":
    sys.exit(main())
