"""Which jobs go first: one worker has one line for all. Higher numbers go before lower ones, and
Wagtail's own housekeeping, thousands of jobs after a first start, has none (0)."""

PUBLISHING = 30  # a page whose time is over is taken offline
ACCOUNTS = 25  # mails about an account: somebody waits for the link
MAILS = 20
INDEXING = 10  # readers wait for these
INDEXING_MANY = 5  # what a changed name brings along: an editor's own page goes first
