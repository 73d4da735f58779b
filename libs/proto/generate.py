"""Generate the protobuf, gRPC and type-stub modules of every .proto file into one folder."""

import sys
from importlib.resources import files
from pathlib import Path

from grpc_tools import protoc

PROTO = Path(__file__).parents[2] / "proto"


def generate(target: Path) -> None:
    """Replace what was generated into `target` before; raise `SystemExit` when protoc refuses."""
    for stale in target.rglob("*_pb2*.py*"):
        stale.unlink()
    sources = sorted(str(path.relative_to(PROTO)) for path in PROTO.rglob("*.proto"))
    beside = Path(sys.executable).parent
    status = protoc.main(
        [
            "protoc",
            f"--plugin=protoc-gen-mypy={beside / 'protoc-gen-mypy'}",
            f"--plugin=protoc-gen-mypy_grpc={beside / 'protoc-gen-mypy_grpc'}",
            f"--proto_path={PROTO}",
            f"--proto_path={files('grpc_tools') / '_proto'}",
            f"--python_out={target}",
            f"--grpc_python_out={target}",
            f"--mypy_out=quiet:{target}",
            f"--mypy_grpc_out=quiet,only_async:{target}",
            *sources,
        ]
    )
    if status:
        raise SystemExit(f"protoc failed with status {status}")


if __name__ == "__main__":
    generate(Path(sys.argv[1]))
