"""The form of a document."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from wiki.dateien.checking import cleaned_file


class DokumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        """Only a new file is looked at; without one the field holds the old."""
        file = self.cleaned_data["file"]
        return cleaned_file(file) if "file" in self.changed_data and file else file
