"""How large the wiki of the fault tests is and how often it is killed: little in the default run,
more in `make test-faults`, which sets WIKI_SEED."""

import os

THOROUGH = "WIKI_SEED" in os.environ
COPIES = 198 if THOROUGH else 46  # beside two they are copied from; more than one batch of 16
PAGES = COPIES + 4  # in the index of `fault_processes.prepare`
KILLS = 10 if THOROUGH else 3
ROUNDS = 5 if THOROUGH else 3  # of publish events
