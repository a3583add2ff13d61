"""suche.betrieb.prometheus.processes: how gunicorn is told to serve."""

import re
import subprocess
import sys

# glibc counts its pools of memory as "heaps". Eight threads would have eight.
USE_MEMORY_IN_EIGHT_THREADS = """
import ctypes, os, sys, threading
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.fopen.restype = ctypes.c_void_p
if sys.argv[1] == "shared":
    from suche.betrieb.prometheus.processes import share_memory_between_threads
    share_memory_between_threads()
together = threading.Barrier(8)
def take():
    together.wait()
    for _ in range(200):
        libc.malloc(ctypes.c_size_t(3000))
    together.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc.malloc_info(0, ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w")))
libc.fflush(None)
"""


def _pools(how: str) -> int:
    command = [sys.executable, "-c", USE_MEMORY_IN_EIGHT_THREADS, how]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return len(set(re.findall(r'<heap nr="(\d+)"', said)))


def test_threads_share_two_pools_of_memory() -> None:
    assert _pools("shared") <= 2 < _pools("each its own")
