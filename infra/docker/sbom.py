"""Writes what an image holds as a software bill of materials: CycloneDX 1.6, JSON.

    sbom.py NAME VERSION IMAGE FILE < what inventory.py printed

IMAGE holds what `buildah inspect` says of it.Of the same image it writes the same again.
"""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

IMAGES = UUID("5d9a4f1e-0e0f-5b0a-9a53-3c1a4f3f6b1d")
"""Names the serial numbers of the bills of our images."""
IMAGE_ID = "fixline:image-id"
"""The image's own id, which is the same in every registry; its digest is not."""
LONGEST_NAME = 80
"""Some packages have the whole text where the license's name belongs."""
OURS = "fixline-"


def main(name: str, version: str, image: str, file: str) -> None:
    held, about = json.load(sys.stdin), json.loads(Path(image).read_text())
    image_id: str = about["FromImageID"]
    bom = Bom(serial_number=uuid5(IMAGES, image_id))
    bom.metadata.timestamp = datetime.fromisoformat(about["OCIv1"]["created"][:19]).replace(tzinfo=UTC)
    root = Component(
        type=ComponentType.CONTAINER,
        name=name,
        version=version,
        bom_ref=name,
        properties=[Property(name=IMAGE_ID, value=image_id)],
    )
    bom.metadata.component = root
    for component in (*python_components(held["python"]), *debian_components(held["debian"])):
        bom.components.add(component)
    bom.register_dependency(root, bom.components)
    Path(file).write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n")


def python_components(packages: list[dict[str, str]]) -> Iterator[Component]:
    for package in packages:
        name = re.sub(r"[-_.]+", "-", package["name"]).lower()  # as indexes have it (PEP 503)
        ours = name.startswith(OURS)
        yield Component(
            type=ComponentType.APPLICATION if ours else ComponentType.LIBRARY,
            name=name,
            version=package["version"],
            bom_ref=f"python/{name}",
            # Ours are in no index: their names there would be somebody else's.
            purl=None if ours else PackageURL("pypi", None, name, package["version"]),
            licenses=licenses(package["license"]),
        )


def licenses(said: str) -> list[DisjunctiveLicense | LicenseExpression]:
    said = said.splitlines()[0].strip() if said.strip() else ""
    if not said or len(said) > LONGEST_NAME:
        return []
    return [LicenseFactory().make_from_string(said, license_text=None)]


def debian_components(packages: list[dict[str, str]]) -> Iterator[Component]:
    for package in packages:
        qualifiers = {"arch": package["architecture"], "distro": "debian-12", "upstream": package["source"]}
        yield Component(
            type=ComponentType.LIBRARY,
            name=package["name"],
            version=package["version"],
            bom_ref=f"debian/{package['name']}/{package['architecture']}",
            purl=PackageURL("deb", "debian", package["name"], package["version"], qualifiers),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
