"""Checks that an uploaded file can be read at all, and finds the encoding of a text: UTF-8 with or
without BOM, UTF-16, UTF-32, or one of the old ones with a byte a letter: that of Windows, of the
Macintosh, or of DOS. Pure."""

import codecs
import hashlib
from collections import Counter
from pathlib import Path

from wiki.austausch.exceptions import FileUnreadable

PIECE_BYTES = 1 << 20
ASCII = bytes(range(0x80))
# The likeliest first; cp1252 is what Excel writes as CSV on Windows.
OLD_ENCODINGS = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS (cp850)",
}
LATIN_9 = (
    "iso8859-15"  # as Windows-1252, but for the euro, which is a sign there that nobody writes
)
EURO_OF_LATIN_9, BEGINS_UTF_8 = 0xA4, 0xC3
ONLY_OF_WINDOWS = range(0x80, 0xA0)
GERMAN_SIGNS = frozenset("äöüÄÖÜß€§°²³–—„“”‚‘’…•·éèêáàçñ«»©®½¼¾×µ\xa0\xadÃ¶¤")  # at last UTF-8
GERMAN_MIN_SHARE = 0.5
START_BYTES = 4096
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def check_file(path: Path) -> bytes:
    """Returns the first bytes. Raises FileUnreadable for what is no file, is empty, or may not be
    read."""
    if path.is_dir():
        raise FileUnreadable(f"{path.name} ist ein Ordner.")
    if not path.is_file():
        raise FileUnreadable(f"Es gibt sie nicht: {path.name}.")
    try:
        with path.open("rb") as file:
            start = file.read(START_BYTES)
    except OSError as error:
        raise FileUnreadable(f"Sie lässt sich nicht öffnen ({error.strerror}).") from error
    if not start:
        raise FileUnreadable("Sie ist leer.")
    return start


def digest_of(*paths: Path) -> str:
    """Returns a hash of the contents: equal for equal files, whatever their names."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def detect_encoding(path: Path) -> str:
    """Returns the encoding by the name that Python uses; the file is read in pieces.

    Almost every file fits the old encodings, so they are tried last, when UTF-8 does not fit.
    """
    start = check_file(path)
    for bom, encoding in BOMS:
        if start.startswith(bom):
            return encoding
    if encoding := _utf16_without_bom(start):
        return encoding
    if _is_binary(start):
        raise FileUnreadable("Sie ist keine Textdatei.")
    with path.open("rb") as file:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := file.read(PIECE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _old_encoding(path)
    return "utf-8"


def _old_encoding(path: Path) -> str:
    """Chooses the encoding in which most of the foreign letters are German. Raises FileUnreadable
    if in none of them half of the letters are."""
    letters: Counter[int] = Counter()
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            letters.update(piece.translate(None, ASCII))
    share = {name: _german_share(letters, name) for name in OLD_ENCODINGS}
    best = max(OLD_ENCODINGS, key=lambda name: share[name])  # the first of equals
    if share[best] < GERMAN_MIN_SHARE:
        raise FileUnreadable("Ihr Zeichensatz ist unbekannt. Bitte als UTF-8 speichern.")
    if best == "cp1252" and EURO_OF_LATIN_9 in letters and BEGINS_UTF_8 not in letters:
        return best if any(byte in letters for byte in ONLY_OF_WINDOWS) else LATIN_9
    return best


def _german_share(letters: Counter[int], encoding: str) -> float:
    """Returns the share of German letters and signs among the bytes that are no ASCII, 0 for an
    encoding that does not know one of them."""
    try:
        texts = {byte: bytes([byte]).decode(encoding) for byte in letters}
    except UnicodeDecodeError:
        return 0.0
    german = sum(count for byte, count in letters.items() if texts[byte] in GERMAN_SIGNS)
    return german / letters.total()


def _is_binary(start: bytes) -> bool:
    """Returns whether there are more control characters than the few that stray into a text."""
    strange = sum(1 for byte in start if byte < 9 or 13 < byte < 32)
    return strange > len(start) // 20 + 2


def _utf16_without_bom(start: bytes) -> str:
    """Recognises UTF-16 by its zeros: in German text nearly every second byte is one."""
    half = len(start) // 2
    if half < 2:
        return ""
    if start[1::2].count(0) > 0.7 * half and start[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
