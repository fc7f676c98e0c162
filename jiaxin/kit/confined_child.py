"""关起来跑（子进程一侧） — limits itself first, then loads and runs the one function it was told to.

The order comes on standard input as JSON; messages leave on standard output, each with its length in
front. Nothing but the limits is imported before they hold.
"""

import ctypes
import errno
import json
import os
import resource
import signal
import struct
import sys
from typing import Any

LENGTH = struct.Struct(">I")
_NICER = 5  # people at a screen go first
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    _limit(order)
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)  # what a library prints must not get between the messages
    try:
        _run(order, out)
    except MemoryError:
        _send(out, ["memory"])
    except Exception as error:
        if type(error).__name__ == "Unreadable":
            _send(out, ["refused", error.code, error.said, error.do_this])  # type: ignore[attr-defined]
        elif isinstance(error, OSError) and error.errno in (errno.ENOMEM, errno.EFBIG):
            _send(out, ["memory"])
        else:
            sys.stderr.write(f"{type(error).__name__}\n")
            _send(out, ["crash"])
    out.close()
    sys.stderr.flush()
    os._exit(0)  # no time for tidying up


def _limit(order: dict[str, Any]) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != order["parent"]:  # it died before the line above
        os._exit(1)
    for what, limit in (
        (resource.RLIMIT_AS, order["memory_bytes"]),
        (resource.RLIMIT_FSIZE, order["file_bytes"]),
        (resource.RLIMIT_NOFILE, order["open_files"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (limit, limit))
    os.nice(_NICER)
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu_seconds"], order["cpu_seconds"] + 2))


def _run(order: dict[str, Any], out: Any) -> None:
    import gc
    from importlib import import_module

    gc.disable()  # what a run makes lives briefly and holds no cycles: collecting costs a tenth of the time
    module, _, name = order["function"].partition(":")
    for message in getattr(import_module(module), name)(**order["arguments"]):
        _send(out, ["item", message])
        # what is waiting leaves with the next message or at the end: rows are many and small
    _send(out, ["done"])


def _send(out: Any, message: list[Any]) -> None:
    import orjson  # after the limits hold

    data = orjson.dumps(message, option=orjson.OPT_NON_STR_KEYS)
    out.write(LENGTH.pack(len(data)) + data)


if __name__ == "__main__":
    main()
