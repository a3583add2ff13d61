"""The form of a document."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from wiki.dateien.checking import cleaned_file


class DokumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        """Checks a new file. Without a new one the field holds the old, which was checked
        before."""
        file = self.cleaned_data["file"]
        return cleaned_file(file) if "file" in self.changed_data and file else file

    def _post_clean(self) -> None:
        """Without a file Wagtail's model says besides that the ending "" is not allowed."""
        said = list(self.errors.get("file", ()))
        super()._post_clean()
        if said:
            self.errors["file"] = self.error_class(said)
