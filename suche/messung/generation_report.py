"""What is known of a generation, for the operator: as a row of JSON and as a table."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from einbettung.models import Chunk, Fassung, Generation
from einbettung.vectors.vector_index import find_vector_index

BYTES = """
    SELECT coalesce(sum(pg_column_size(vektor) + octet_length(token_vektoren)
        + octet_length(text)), 0)
    FROM einbettung_chunk WHERE modell = %s
"""
COLUMN_HEADINGS = (
    "Nr",
    "Zustand",
    "Modell",
    "Dim.",
    "Seiten",
    "Chunks",
    "MB",
    "nDCG@10",
    "MRR",
    "recall",
)


def describe_generation(generation: Generation) -> dict[str, Any]:
    """Returns state, size and figures of a generation; `bytes` of vectors and passages, without
    indexes."""
    with connection.cursor() as cursor:
        cursor.execute(BYTES, [generation.modell])
        size = int(cursor.fetchone()[0])
    return {
        "nummer": generation.pk,
        "zustand": generation.zustand,
        "modell": generation.modell,
        "quelle": generation.quelle,
        "dimension": generation.dimension,
        "zerlegung": generation.zerlegung,
        "zeichen": generation.zeichen,
        "seiten": Fassung.objects.filter(modell=generation.modell).count(),
        "chunks": Chunk.objects.filter(modell=generation.modell).count(),
        "bytes": size,
        "vektorindex": find_vector_index(generation.modell) is not None,
        "bewertung": generation.bewertung,
        "erstellt_am": generation.erstellt_am.isoformat(timespec="seconds"),
        "aktiviert_am": generation.aktiviert_am
        and generation.aktiviert_am.isoformat(timespec="seconds"),
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Writes one line for each generation, and a second one with its dates."""
    if not rows:
        return "Noch keine Generation: manage.py index_pages"
    cells = [COLUMN_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(COLUMN_HEADINGS))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells]
    for number, row in enumerate(rows):
        lines.insert(2 * number + 2, _dates(row))
    return "\n".join(line.rstrip() for line in lines)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    figures = [row["bewertung"].get(name) for name in ("ndcg", "mrr", "recall")]
    return (
        str(row["nummer"]),
        Generation.Zustand(row["zustand"]).label,
        row["modell"],
        str(row["dimension"] or "–"),
        str(row["seiten"]),
        str(row["chunks"]),
        f"{row['bytes'] / 1e6:.1f}",
        *("–" if figure is None else f"{figure:.3f}" for figure in figures),
    )


def _dates(row: dict[str, Any]) -> str:
    parts = [f"begonnen {row['erstellt_am'][:16]}"]
    if row["aktiviert_am"]:
        parts.append(f"umgeschaltet {row['aktiviert_am'][:16]}")
    if row["bewertung"]:
        parts.append(f"gemessen {row['bewertung']['am'][:16]}")
    return "    " + ", ".join(parts)
