"""What can go wrong with a backup. Each is raised before anything has been changed."""

from wiki.exceptions import WikiError


class BackupFailed(WikiError):
    """Die Sicherung ist nicht gelungen."""


class ArchiveInvalid(WikiError):
    """Diese Sicherung lässt sich nicht einspielen; das Wiki ist unverändert."""


class RestoreRefused(WikiError):
    """Es wurde nichts eingespielt; das Wiki ist unverändert."""
