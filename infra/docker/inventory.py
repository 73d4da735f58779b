"""Runs inside of an image, as an argument of its Python: prints as JSON which packages it holds."""

import json
import subprocess
from importlib.metadata import distributions


def python_packages() -> list[dict[str, str]]:
    found = []
    for each in distributions():
        about = each.metadata
        found.append(
            {
                "name": about["Name"],
                "version": each.version,
                "license": about.get("License-Expression") or about.get("License") or "",
            }
        )
    return sorted(found, key=lambda package: package["name"].lower())


def debian_packages() -> list[dict[str, str]]:
    query = [
        "dpkg-query",
        "--show",
        "--showformat",
        "${Package} ${Version} ${Architecture} ${source:Package}\n",
    ]
    listed = subprocess.run(query, capture_output=True, text=True, check=True).stdout  # noqa: S603  # our own arguments
    names = ("name", "version", "architecture", "source")
    return [dict(zip(names, line.split(), strict=True)) for line in sorted(listed.splitlines())]


if __name__ == "__main__":
    print(json.dumps({"python": python_packages(), "debian": debian_packages()}))  # noqa: T201  # its output
