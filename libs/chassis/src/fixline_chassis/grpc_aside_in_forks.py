"""Has gRPC leave the processes alone that this one starts; to be imported before gRPC is.

uvloop forks, and gRPC's handlers then run in the child, beside threads that are not there: of children of a process in
which gRPC was at work, one in thirty ended of SIGSEGV or SIGABRT before it was what it should become (grpcio 1.85.1,
uvloop 0.23.0). None of ours goes on as the process that it was.
"""

import os

os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "false")
