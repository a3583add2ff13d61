"""A missing model, or another one than the index was built with, fails `manage.py check`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.utils import OperationalError

from einbettung.indexing.generation import active_generation, way_to
from einbettung.model.encoder import configured_signature
from wiki.exceptions import WikiError

from .models import Generation


@register(Tags.files)
def check_model_folder(**_: Any) -> list[CheckMessage]:
    """EINBETTUNG_MODELL names a hub model or a folder that holds one."""
    path = Path(settings.EINBETTUNG_MODELL)
    looks_like_folder = path.is_absolute() or settings.EINBETTUNG_MODELL.startswith(".")
    if not settings.EINBETTUNG_MODELL or not (looks_like_folder or path.exists()):
        return []
    if (path / "modules.json").exists() or (path / "config.json").exists():
        return []
    return [
        Error(
            f"In {path} liegt kein sentence-transformers-Modell (EINBETTUNG_MODELL).",
            hint="Einen Ordner mit modules.json angeben, oder EINBETTUNG_MODELL leer lassen: "
            "dann gilt das mitgelieferte Modell.",
            id="einbettung.E001",
        )
    ]


@register(Tags.database)
def check_generation_matches_setting(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """The active generation is of the configured model."""
    if "default" not in (databases or []):
        return []
    try:
        if Generation._meta.db_table not in connection.introspection.table_names():
            return []
        active = active_generation()
        signature = configured_signature() if active else ""
    except (OperationalError, WikiError):
        return []  # reported by wiki.checks and check_model_folder
    if active is None or active.signatur == signature:
        return []
    return [
        Error(
            f"Der aktive Index (Generation {active.pk}) gehört zu {active.modell}, eingestellt ist "
            f"{signature}.",
            hint=f"{way_to(signature)} - oder beim aktiven bleiben: EINBETTUNG_MODELL="
            f"{active.quelle}{'' if active.quelle else ' (leer)'}",
            id="einbettung.E002",
        )
    ]
