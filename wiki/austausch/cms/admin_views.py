"""Shows imports in the CMS: upload, mapping, dry run, start, progress, report, undo. Also exports.

Open to those who may add and publish projects. Every step is a form and works without JavaScript.
"""

from functools import wraps
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from wiki.austausch.export.exporting import ENDING_OF_FORMAT, EXPORT_FORMATS
from wiki.austausch.importing.existing_projects import target
from wiki.austausch.importing.jobs import discard_upload, drop_old_uploads, has_rows_to_mend
from wiki.austausch.importing.stale import close_stale_runs
from wiki.austausch.importing.undo import UNDOABLE, check_undoable
from wiki.austausch.models import Importlauf
from wiki.austausch.read.reports.case_files import REPORT_ENDINGS
from wiki.austausch.read.tables.workbook import sheet_names
from wiki.austausch.read.text_files import digest_of
from wiki.austausch.tasks import work_on_import
from wiki.dateien.checking import cleaned_file
from wiki.exceptions import WikiError
from wiki.redaktion.rollen.rechte import editable_pages

from .mapping_form import mapping_context, sheet_context, take_mapping
from .report_page import faulty_rows_file, report_context
from .value_form import take_values, value_context
from .views import export_download

DUMP_ENDINGS = (".xml", ".gz", ".bz2")
UPLOADED_REPORTS = (*REPORT_ENDINGS, ".zip")
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods")
RUNS_PER_PAGE = 20
WRITTEN_PAGES_SHOWN = 50
OPTIONS = ("rowwise", "publish", "accept_fuzzy", "aehnliche")
Stand = Importlauf.Stand
NOT_STARTED = (Stand.HOCHGELADEN, Stand.GEPRUEFT)
OFFERED_BACK = UNDOABLE - {Stand.RUECKNAHME}  # what is being taken back already needs no button


class UploadForm(forms.Form):
    datei = forms.FileField(
        label="Datei",
        help_text="Eine Liste (CSV, XLSX, ODS), ein Bericht (DOCX, ODT, Markdown), mehrere "
        "Berichte als ZIP oder ein MediaWiki-Export (XML, auch gz oder bz2).",
        error_messages={
            "required": "Bitte eine Datei auswählen.",
            "empty": "Die Datei ist leer.",
        },
    )

    def clean_datei(self) -> Any:
        file = self.cleaned_data["datei"]
        if not file.name.lower().endswith(DUMP_ENDINGS + TABLE_ENDINGS + UPLOADED_REPORTS):
            raise forms.ValidationError(
                "Diese Art von Datei wird nicht gelesen. Möglich sind CSV, XLSX, ODS, DOCX, ODT, "
                "Markdown, ZIP und XML. Andere bitte im Büroprogramm öffnen und eine Liste als "
                "XLSX, einen Bericht als DOCX speichern."
            )
        return cleaned_file(file)


def may_import(user: Any) -> bool:
    """Returns whether the user may add and publish pages below the Projektverzeichnis."""
    try:
        permissions = target().permissions_for_user(user)
    except WikiError:
        return False
    return bool(permissions.can_add_subpage() and permissions.can_publish_subpage())


def guarded(view: Any) -> Any:
    """Refuses a view to users who may not import."""

    @wraps(view)
    def check_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return check_first


@guarded
def index(request: HttpRequest) -> HttpResponse:
    """Shows the form to upload a file, the list of imports, and the exports."""
    close_stale_runs()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("austausch_lauf", _store(form.cleaned_data["datei"], request.user).pk)
    runs = Importlauf.objects.select_related("von").defer("bericht")
    context = {
        "form": form,
        "seite": Paginator(runs, RUNS_PER_PAGE).get_page(request.GET.get("p")),
        "formate": EXPORT_FORMATS,
    }
    status = 400 if form.errors else 200
    return render(request, "wiki/austausch/importe.html", context, status=status)


def _store(file: Any, user: Any) -> Importlauf:
    drop_old_uploads()
    lauf = Importlauf(
        art=_kind_of(file.name.lower()),
        dateiname=file.name[-255:],
        von=user,
    )
    lauf.datei.save(f"import{Path(file.name).suffix.lower()}", file, save=False)
    lauf.pruefsumme = digest_of(Path(lauf.datei.path))
    lauf.save()
    return lauf


def _kind_of(name: str) -> str:
    if name.endswith(DUMP_ENDINGS):
        return Importlauf.Art.MEDIAWIKI
    return Importlauf.Art.BERICHTE if name.endswith(UPLOADED_REPORTS) else Importlauf.Art.TABELLE


@guarded
@require_GET
def show_run(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Shows one import: its next step, its progress, or its report."""
    close_stale_runs()
    lauf = get_object_or_404(Importlauf.objects.select_related("von"), pk=lauf_id)
    context: dict[str, Any] = {
        "lauf": lauf,
        "bericht": lauf.bericht,
        "kann_zurueck": lauf.stand in OFFERED_BACK and lauf.geschrieben.exists(),
        "kann_starten": lauf.stand == Stand.GEPRUEFT and _startable(lauf),
    }
    if lauf.bericht:
        context |= report_context(lauf, request)
    if lauf.stand in NOT_STARTED:
        context |= value_context(lauf)
    if lauf.stand in NOT_STARTED and lauf.art == Importlauf.Art.TABELLE:
        context |= mapping_context(lauf) | sheet_context(lauf)
    context |= _pages_context(lauf, request.user)
    return render(request, "wiki/austausch/lauf.html", context)


def _pages_context(lauf: Importlauf, user: Any) -> dict[str, Any]:
    """Returns the first WRITTEN_PAGES_SHOWN of the written pages that this user may edit, and how
    many there are if that is more."""
    if lauf.unterwegs:
        return {}
    written = editable_pages(user).filter(pk__in=lauf.geschrieben.values("seite_id"))
    count = written.count()
    pages = written.order_by("draft_title")[:WRITTEN_PAGES_SHOWN]
    return {"seiten": pages, "seiten_mehr": count if count > WRITTEN_PAGES_SHOWN else 0}


def _startable(lauf: Importlauf) -> bool:
    report = lauf.bericht
    something = bool(report.get("neu") or report.get("geaendert"))
    return something and (not report.get("fehler") or bool(lauf.optionen.get("rowwise")))


@guarded
@require_POST
def start_check(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Stores the mapping of columns and words, and checks the file in the background."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    if lauf.stand not in NOT_STARTED:
        return _too_late(request, lauf)
    if lauf.art == Importlauf.Art.TABELLE and "spalte-0" in request.POST:
        problem = take_mapping(lauf, request)
        if problem:
            messages.error(request, problem)
            return redirect("austausch_lauf", lauf.pk)
    for problem in take_values(lauf, request):
        messages.warning(request, problem)
    lauf.optionen = {**lauf.optionen, **{name: name in request.POST for name in OPTIONS}}
    _enqueue(lauf, Stand.PRUEFT)
    return redirect("austausch_lauf", lauf.pk)


@guarded
@require_POST
def change_sheet(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Chooses another sheet. Its columns are others, so mapping and report of the old one are
    dropped."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    if lauf.stand not in NOT_STARTED:
        return _too_late(request, lauf)
    name = request.POST.get("blatt", "")
    if name in ("", *sheet_names(Path(lauf.datei.path))):
        lauf.optionen = {**lauf.optionen, "blatt": name}
        lauf.set_stand(Stand.HOCHGELADEN, optionen=lauf.optionen, zuordnung={}, bericht={})
    return redirect("austausch_lauf", lauf.pk)


@guarded
@require_POST
def start_run(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Writes a checked file in the background."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    if lauf.stand != Stand.GEPRUEFT or not _startable(lauf):
        return _too_late(request, lauf)
    _enqueue(lauf, Stand.WARTET)
    return redirect("austausch_lauf", lauf.pk)


def _enqueue(lauf: Importlauf, stand: str) -> None:
    lauf.stand, lauf.abbruch, lauf.erledigt = stand, False, 0
    with transaction.atomic():
        lauf.save()
        work_on_import.defer(lauf_id=lauf.pk)


@guarded
@require_POST
def cancel(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Stops an import after the row that it is writing."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    if not lauf.unterwegs:
        return _too_late(request, lauf)
    Importlauf.objects.filter(pk=lauf.pk).update(abbruch=True)
    messages.success(request, "Der Import hält nach der nächsten Zeile an.")
    return redirect("austausch_lauf", lauf.pk)


@guarded
@require_POST
def take_back(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Takes a finished import back in the background."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    try:
        check_undoable(lauf)
    except WikiError as error:
        messages.error(request, str(error))
    else:
        _enqueue(lauf, Stand.RUECKNAHME)
    return redirect("austausch_lauf", lauf.pk)


@guarded
@require_POST
def throw_away(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Deletes an upload that was not imported."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    if lauf.stand not in NOT_STARTED:
        return _too_late(request, lauf)
    discard_upload(lauf)
    messages.success(request, "Die hochgeladene Datei ist gelöscht.")
    return redirect("austausch_importe")


def _too_late(request: HttpRequest, lauf: Importlauf) -> HttpResponse:
    """Refuses a step because the form was sent twice, or because somebody else was faster."""
    messages.warning(request, f"Das geht jetzt nicht: Der Import ist „{lauf.get_stand_display()}“.")
    return redirect("austausch_lauf", lauf.pk)


@guarded
@require_GET
def report_file(request: HttpRequest, lauf_id: int) -> JsonResponse:
    """Answers with the report as JSON."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    response = JsonResponse(lauf.bericht, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="import-{lauf.pk}.json"'
    return response


@guarded
@require_GET
def rows_to_mend(request: HttpRequest, lauf_id: int) -> HttpResponse:
    """Answers with the faulty rows as XLSX; 404 when the list is gone or has none."""
    lauf = get_object_or_404(Importlauf, pk=lauf_id)
    if not (lauf.datei and has_rows_to_mend(lauf)):
        raise Http404
    return faulty_rows_file(lauf)


@guarded
@require_GET
def export_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Answers with an export of the pages that this user may read."""
    if form not in EXPORT_FORMATS:
        raise Http404
    return export_download(request, form, f"wiki.{ENDING_OF_FORMAT[form]}")
