"""supervisord, ending with whoever started it (decision 68): `python -m fixline_local.desk.supervisord PARENT OPTION…`.

A run that is killed can end nothing any more. Where the kernel tells nobody of that, as Linux does, the next run in
the same folder ends what was left.
"""

import ctypes
import os
import signal
import sys
from typing import Final

from supervisor.supervisord import main

PR_SET_PDEATHSIG: Final = 1


def end_with(parent: int) -> None:
    """Have this process get SIGTERM once the process `parent`, which started it, has ended. Raises OSError."""
    if sys.platform != "linux":
        return
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM):
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:  # it ended before it was asked about
        sys.exit(1)


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    main(sys.argv[2:])
