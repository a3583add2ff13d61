"""A filled wiki in a database and a folder of its own, and what of it must come back."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from PIL import Image
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from suche.models import Synonym
from tests.factories import create_tree, publish_projekt

CONTENT = {
    "pages": "SELECT id, path, title, slug, live FROM wagtailcore_page ORDER BY id",
    "texts": "SELECT page_ptr_id, inhalt::text FROM wiki_projektseite ORDER BY 1",
    "revisions": "SELECT id, object_id, content::text FROM wagtailcore_revision ORDER BY id",
    "users": "SELECT id, username, password, email FROM auth_user ORDER BY id",
    "snippets": "SELECT id, name, slug FROM wiki_kommune ORDER BY id",
    "synonyms": "SELECT id, begriff, entsprechungen FROM suche_synonym ORDER BY id",
    "privacy": "SELECT page_id, restriction_type FROM wagtailcore_pageviewrestriction ORDER BY 1",
    "images": "SELECT id, title, file FROM wagtailimages_image ORDER BY id",
    "documents": "SELECT id, title, file FROM wagtaildocs_document ORDER BY id",
    "migrations": "SELECT app, name FROM django_migrations ORDER BY 1, 2",
}


@dataclass(frozen=True)
class World:
    """A filled wiki in a database and a folder of its own."""

    url: str
    folder: Path


def use(settings: Settings, folder: Path) -> None:
    """Files of the wiki lie in `folder` from now on."""
    settings.MEDIA_ROOT, settings.WHOOSH_DIR = folder / "wiki-test-media", folder / "whoosh"
    settings.WHOOSH_DIR.mkdir(parents=True)


def fill() -> None:
    create_tree()
    publish_projekt("Im Rathausgarten stehen Bienenkästen.", title="Bienen & „Größe“")
    private = publish_projekt("Geheimes Vorhaben", title="Otter")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    get_user_model().objects.create_superuser("anna", "anna@example.org", "Passwort")
    Synonym.objects.create(begriff="Imme", entsprechungen="Biene")
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    get_image_model().objects.create(title="Bild", file=ImageFile(picture, name="Bär ä.png"))
    get_document_model().objects.create(title="Satzung", file=ContentFile(b"%PDF-", name="s.pdf"))


def rows() -> dict[str, list[Any]]:
    found = {}
    with connection.cursor() as cursor:
        for name, sql in CONTENT.items():
            cursor.execute(sql)
            found[name] = cursor.fetchall()
    return found


def media() -> dict[str, bytes]:
    root = Path(django_settings.MEDIA_ROOT)
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def state() -> tuple[dict[str, list[Any]], dict[str, bytes]]:
    return rows(), media()


def change() -> None:
    """What a restore must undo, or must leave alone when it fails."""
    publish_projekt(title="Seither dazugekommen")
    get_document_model().objects.all().delete()
    (Path(django_settings.MEDIA_ROOT) / "documents/neu.pdf").write_bytes(b"neu")


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@contextmanager
def small_drive(folder: Path, size: str) -> Iterator[Path]:
    """A drive that is soon full; needs the rights of root."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mount is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
