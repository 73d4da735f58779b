"""All protos, and what they import, as one image: `python libs/proto/image.py PROTOS IMAGE`.

What they import of Google's comes from the packages that are installed; buf, which would look for it in a registry,
reads the image instead.
"""

import sys
from importlib.resources import files
from pathlib import Path

from google.api import field_behavior_pb2
from grpc_tools import protoc

INSTALLED = Path(field_behavior_pb2.__file__).parents[2]


def compile_protos(protos: Path, *options: str) -> None:
    """Run protoc on every proto in the folder; raise `SystemExit` when it refuses."""
    sources = sorted(str(path.relative_to(protos)) for path in protos.rglob("*.proto"))
    paths = [protos, INSTALLED, files("grpc_tools") / "_proto"]
    status = protoc.main(["protoc", *(f"--proto_path={path}" for path in paths), *options, *sources])
    if status:
        raise SystemExit(f"protoc failed with status {status}")


def write_image(protos: Path, image: Path) -> None:
    """With imports, and with the comments."""
    compile_protos(protos, "--include_imports", "--include_source_info", f"--descriptor_set_out={image}")


if __name__ == "__main__":
    write_image(Path(sys.argv[1]), Path(sys.argv[2]))
