"""Addresses of the files that are served as they are (`static/`), with their hash in the name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptAddresses(CompressedManifestStaticFilesStorage):
    """Looks up each address once: a page asks for thirty, and the list of the hashes is read when
    the process begins."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._kept: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Returns the address of a file. Raises ValueError for one that is not there, as before."""
        if force:
            return str(super().url(name, force))
        if name not in self._kept:
            self._kept[name] = str(super().url(name))
        return self._kept[name]
