"""The door for uploads: forms ask `check_file`, and `guard` asks for what came without a form."""

from typing import IO, Any

from django.conf import settings
from django.db.models.signals import pre_save
from django.forms import ValidationError

from .content import check_content
from .exceptions import FileRefused
from .scanner import scan

CHECKED = "wiki_geprueft"


def check_file(file: Any, name: str = "") -> None:
    """Raises FileRefused unless the file holds what its ending says and the scanner finds nothing.
    `file`: an uploaded file, or what Django keeps of one."""
    check_content(file, name or file.name)
    check_for_viruses(file)


def check_for_viruses(file: IO[bytes]) -> None:
    """Raises FileRefused where a scanner is named and does not say that the file is clean."""
    if settings.VIRENSCANNER:
        scan(file, settings.VIRENSCANNER)


def cleaned_file(file: Any) -> Any:
    """Checks a file in a form's `clean_...`, and returns it. A refusal becomes the error of the
    field."""
    try:
        check_file(file)
    except FileRefused as error:
        raise ValidationError(str(error), code="file_refused") from error
    setattr(file, CHECKED, True)
    return file


def guard(model: Any) -> None:
    """Has every new `file` of `model` checked before it is saved from now on, whatever way it
    came."""
    pre_save.connect(_check_new, model, dispatch_uid=f"wiki.dateien.{model._meta.label}")


def _check_new(sender: Any, instance: Any, raw: bool, **kwargs: Any) -> None:
    if raw or not instance.file or not _is_new(sender, instance):
        return
    if not instance.file._committed:
        if not getattr(instance.file.file, CHECKED, False):
            check_file(instance.file.file, instance.file.name)
        return
    with instance.file.storage.open(instance.file.name) as file:
        check_file(file, instance.file.name)


def _is_new(model: Any, instance: Any) -> bool:
    if not instance.file._committed:
        return True
    known = model._default_manager.filter(pk=instance.pk, file=instance.file.name)
    return not known.exists()
