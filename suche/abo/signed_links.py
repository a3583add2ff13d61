"""Links in mails: what they are for, signed. A reader's click shows a page; its button acts."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

from wiki.aufbewahrung.fristen import ABO_UNBESTAETIGT
from wiki.exceptions import WikiError

BESTAETIGEN, VERLAENGERN, ABMELDEN = "bestaetigen", "verlaengern", "abmelden"
# How long a link counts. The way out never ends.
DAYS: dict[str, int | None] = {BESTAETIGEN: ABO_UNBESTAETIGT.tage, VERLAENGERN: 35, ABMELDEN: None}
ARTEN = ("frage", "planung", "netzwerk")


class AboLinkInvalid(WikiError):
    """Dieser Verweis gilt nicht (mehr). Vielleicht ist der Eintrag schon gelöscht, oder der Verweis
    ist älter als eine Woche. Dann tragen Sie sich bitte neu ein."""


@dataclass(frozen=True)
class SignedLink:
    """`art`: which kind of entry (ARTEN); `kennung`: which one."""

    art: str
    kennung: UUID


def signed(signed_link: SignedLink, zweck: str) -> str:
    """Returns the text that a link carries. A link for one purpose is good for no other."""
    return signing.dumps([signed_link.art, signed_link.kennung.hex], salt=f"suche.abo.{zweck}")


def read(text: str, zweck: str) -> SignedLink:
    """Returns what a link carries. Raises AboLinkInvalid when it is forged, too old, or made for
    another purpose."""
    days = DAYS.get(zweck, 0)
    age = None if days is None else timedelta(days=days)
    try:
        art, kennung = signing.loads(text, salt=f"suche.abo.{zweck}", max_age=age)
        signed_link = SignedLink(art, UUID(kennung))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise AboLinkInvalid from error
    if signed_link.art not in ARTEN:
        raise AboLinkInvalid
    return signed_link
