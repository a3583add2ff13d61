"""What the data are, in words and files: for catalogues of portals, and for search engines."""

NAME = "Digitalprojekte deutscher Kommunen"
DESCRIPTION = (
    "Digitalprojekte deutscher Kommunen: worum es geht, Stand, Laufzeit, Kosten, Kommunen mit "
    "amtlichem Schlüssel, Themen, Produkte und Quellen."
)
# Ending of each file -> its media type.
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
}
