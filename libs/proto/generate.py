"""Generate the protobuf, gRPC and type-stub modules of every .proto file into one folder."""

import sys
from pathlib import Path

from image import compile_protos

PROTO = Path(__file__).parents[2] / "proto"


def generate(target: Path) -> None:
    """Replace what was generated into `target` before; raise `SystemExit` when protoc refuses."""
    for stale in target.rglob("*_pb2*.py*"):
        stale.unlink()
    beside = Path(sys.executable).parent
    compile_protos(
        PROTO,
        f"--plugin=protoc-gen-mypy={beside / 'protoc-gen-mypy'}",
        f"--plugin=protoc-gen-mypy_grpc={beside / 'protoc-gen-mypy_grpc'}",
        f"--python_out={target}",
        f"--grpc_python_out={target}",
        f"--mypy_out=quiet:{target}",
        f"--mypy_grpc_out=quiet,only_async:{target}",
    )


if __name__ == "__main__":
    generate(Path(sys.argv[1]))
