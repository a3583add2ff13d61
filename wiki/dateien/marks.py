"""The first bytes by which a kind of file is known, whatever its name says."""

PDF = b"%PDF-"
PDF_WITHIN = 1024  # bytes in which it stands: others may come before it
ZIP = b"PK\x03\x04"  # also DOCX, ODT, XLSX and ODS
ANY_ZIP = (ZIP, b"PK\x05\x06", b"PK\x07\x08")  # also one that holds nothing, or is split
OLE = b"\xd0\xcf\x11\xe0"  # old Office files, and new ones with a password
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
GIF = (b"GIF87a", b"GIF89a")
GZIP = b"\x1f\x8b"
BZIP2 = b"BZh"
RTF = b"{\\rtf"
PROGRAM = b"\x7fELF"
UTF_8 = b"\xef\xbb\xbf"  # before a text
