"""Every address of the API says what a token has to be for."""

from suche.schnittstelle.api import api
from suche.schnittstelle.models import Bereich


def test_every_address_belongs_to_a_bereich() -> None:
    found = {
        operation.path: getattr(operation.auth_callbacks[0], "bereich", None)
        for _, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    }
    assert len(found) == 10
    assert set(found.values()) == {Bereich.LESEN, Bereich.SUCHEN, Bereich.PRUEFEN}
