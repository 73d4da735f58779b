"""Writes the dashboards: `python infra/grafana/generate.py [FOLDER]` (`make dashboards`)."""

import json
import sys
from pathlib import Path
from typing import Final

from business_boards import BUSINESS, LIMITS
from service_boards import ERRORS, FILES, OVERVIEW, TICKETS
from traffic_boards import DATABASES, GRPC, UPDATES

FOLDER: Final = Path(__file__).parent / "dashboards"
DASHBOARDS: Final = (OVERVIEW, UPDATES, GRPC, TICKETS, FILES, DATABASES, ERRORS, LIMITS, BUSINESS)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for dashboard in DASHBOARDS:
        text = json.dumps(dashboard.as_json(), ensure_ascii=False, indent=1)
        (folder / f"{dashboard.name}.json").write_text(text + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
