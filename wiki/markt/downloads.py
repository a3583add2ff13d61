"""The forms in which a comparison and a Merkliste are saved: what a link says, and the ending."""

FILES = (("Word (DOCX)", "docx"), ("Excel (XLSX)", "xlsx"), ("PDF", "pdf"))
