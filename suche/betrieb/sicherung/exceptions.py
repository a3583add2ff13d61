"""What can go wrong with a backup. Each is raised before anything has been changed."""

import errno
import os

from wiki.exceptions import WikiError

GERMAN_REASONS = {
    errno.ENOSPC: "Der Platz auf der Platte reicht nicht.",
    errno.EDQUOT: "Der zugeteilte Platz reicht nicht.",
    errno.EACCES: "Dazu fehlen die Rechte.",
    errno.EPERM: "Dazu fehlen die Rechte.",
    errno.EROFS: "Das Laufwerk ist schreibgeschützt.",
    errno.EISDIR: "Das ist ein Ordner, keine Datei.",
}


class BackupFailed(WikiError):
    """Die Sicherung ist nicht gelungen."""


class ArchiveInvalid(WikiError):
    """Diese Sicherung lässt sich nicht einspielen; das Wiki ist unverändert."""


class RestoreRefused(WikiError):
    """Es wurde nichts eingespielt; das Wiki ist unverändert."""


def reason_of(error: OSError, place: object = "") -> str:
    """Says in German, as far as it can be foreseen, where an OSError happened and why. `place` is
    used where the error names none."""
    where = error.filename or place
    why = GERMAN_REASONS.get(error.errno or 0) or os.strerror(error.errno or 0)
    return f"{where}: {why}" if where else why
