"""`manage.py mcp`: the wiki as tools of a language assistant on this machine, over stdio."""

from typing import Any

import anyio
from django.conf import settings
from django.core.management.base import BaseCommand
from mcp.server.stdio import stdio_server

from suche.schnittstelle.mcp_server.asking import local_caller
from suche.schnittstelle.mcp_server.server import server_for


class Command(BaseCommand):
    help = (
        "Bietet das Wiki einem Sprachassistenten auf diesem Rechner als Werkzeuge an (MCP, stdio). "
        "Ein Schlüssel steht in der Umgebungsvariable WIKI_TOKEN; ohne ihn gilt, was jeder "
        "lesen darf."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        anyio.run(_serve, settings.MCP_TOKEN)


async def _serve(token: str) -> None:
    server = server_for(local_caller(token))
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
