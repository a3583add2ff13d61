"""The forms in which a comparison and a Merkliste are saved: what a link says, and the ending."""

FILES = (("Word (DOCX)", "docx"), ("Excel (XLSX)", "xlsx"), ("PDF", "pdf"))


def said_missing(number: int) -> str:
    """Says in a file how many projects its address names that are gone or may not be read."""
    if number == 1:
        return "1 weiteres Projekt der Liste gibt es nicht mehr, oder es ist nicht für alle lesbar."
    return (
        f"{number} weitere Projekte der Liste gibt es nicht mehr, oder sie sind nicht für alle "
        "lesbar."
    )
