"""Answers with files: one page as DOCX or PDF, the template of a list, exports."""

import tempfile
from io import StringIO
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from wiki.austausch.export.attachment import PRIVATE, TYPES, attachment
from wiki.austausch.export.exporting import export
from wiki.austausch.export.page_document import schriftstueck_of
from wiki.austausch.export.table_export import write_template
from wiki.models import Projektseite
from wiki.schriftstueck.files import FORMEN
from wiki.visibility import visible_ids, visible_to


@require_GET
def page_document(request: HttpRequest, page_id: int, ending: str) -> HttpResponse:
    """Answers with one page as a file; 404 for a page that the visitor may not read."""
    pages = visible_to(Projektseite.objects.filter(pk=page_id), request)
    page = get_object_or_404(pages)
    address = request.build_absolute_uri(page.get_url(request) or "/")
    content = FORMEN[ending].write(schriftstueck_of(page, address, visible_ids(request)))
    return attachment(content, ending, f"{page.slug}.{ending}")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Answers with an empty list: the accepted headings and one example."""
    file = StringIO()
    file.write("\ufeff")  # spreadsheets then read the umlauts
    write_template(file)
    return attachment(file.getvalue().encode(), "csv", "vorlage-projekte.csv")


def export_download(request: HttpRequest, form: str, name: str) -> FileResponse:
    """Answers with an export of the pages that the visitor may read."""
    folder = tempfile.TemporaryDirectory(prefix="wiki-export-")
    path = Path(folder.name) / name
    export(form, path, request)
    file = path.open("rb")
    folder.cleanup()  # the open file stays readable until the response has been sent
    response = FileResponse(file, content_type=TYPES[form], as_attachment=True, filename=name)
    response["Cache-Control"] = PRIVATE
    return response
