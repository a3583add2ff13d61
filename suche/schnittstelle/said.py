"""What the rooms of the search found -> what the API says. Addresses are whole ones."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from suche.ansprechstellen.ansprechstellen import Ansprechstelle
from suche.answer.ergebnis import Treffer
from suche.answer.reply import Reply
from suche.fakten.ueberblick import Ueberblick
from suche.page.notices import nothing_exact
from suche.page.notices import notices as sentences_of
from suche.verbund.searching import Fremdtreffer
from suche.vorhaben.checking import Aehnlich, Pruefung
from wiki.felder.values import facts_of
from wiki.models import Kommune, Projektseite
from wiki.platform.addresses import absolute
from wiki.web.opendata.identity import kennung

from . import schema


def kommune(found: Kommune) -> schema.Kommunenangabe:
    return schema.Kommunenangabe(
        name=found.name,
        ags=found.ags or None,
        land=found.land,
        einwohner=found.einwohner,
        adresse=absolute(found.get_absolute_url()),
    )


def head_said(page: Page) -> dict[str, Any]:
    """What is said of a page in every list."""
    is_project = isinstance(page, Projektseite)
    return {
        "id": page.pk,
        "titel": page.title,
        "adresse": absolute(page.get_url()),
        "kurzfassung": page.kurzfassung,
        "status": page.get_status_display() if is_project else None,
        "stand": page.stand if is_project else None,
    }


def projektkopf(page: Projektseite) -> schema.Projektkopf:
    kommunen = [kommune(one) for one in page.kommunen.all()]
    return schema.Projektkopf(**head_said(page), kommunen=kommunen)


def projekt(page: Projektseite) -> schema.Projekt:
    return schema.Projekt(
        **projektkopf(page).dict(),
        themen=[thema.name for thema in page.themen.all()],
        produkte=sorted(tag.name for tag in page.produkte.all()),
        kosten_einmalig=page.kosten_einmalig,
        kosten_laufend=page.kosten_laufend,
        angaben=[
            schema.Angabe(name=fakt.name, text=fakt.text)
            for fakt in facts_of(page)
            if not fakt.feld.kapitel
        ],
        abschnitte=[
            schema.Abschnitt(ueberschrift=section.name, text=section.text)
            for section in page.sections()
            if section.text
        ],
        quellen=[
            schema.Quelle(
                titel=quelle.bezeichnung, nachweis=quelle.nachweis, adresse=quelle.url or None
            )
            for quelle in page.quellen.all()
        ],
        nicht_bekannt=page.nicht_bekannt,
    )


def austauschprojekt(page: Projektseite) -> schema.Austauschprojekt:
    """Says a project to another wiki, without contacts and without an Einschätzung."""
    return schema.Austauschprojekt(
        **projektkopf(page).dict(),
        kennung=kennung(page),
        themen=[thema.name for thema in page.themen.all()],
        abschnitte=[
            schema.Abschnitt(ueberschrift=section.name, text=section.text)
            for section in page.sections()
            if section.text and not section.is_einschaetzung
        ],
    )


def fremdtreffer(found: Fremdtreffer) -> schema.Fremdtreffer:
    projekt = found.projekt
    return schema.Fremdtreffer(
        wiki=projekt.wiki.name,
        titel=projekt.titel,
        adresse=projekt.adresse,
        kurzfassung=projekt.kurzfassung,
        kommunen=projekt.kommunen,
        laender=projekt.laender,
        status=projekt.get_status_display() or None,
        stand=projekt.status_jahr,
        stufe=found.stufe,
        grund=found.grund,
        passage=found.passage.text if found.passage else None,
    )


def treffer(found: Treffer) -> schema.Treffer:
    return schema.Treffer(
        rang=found.rang,
        kommunen=[kommune(one) for one in found.kommunen],
        stufe=found.stufe,
        grund=found.grund,
        passage=_passage(found),
        **head_said(found.seite),
    )


def _passage(found: Treffer) -> schema.Passage | None:
    if found.passage is None:
        return None
    in_page = f"{absolute(found.seite.get_url())}#{found.passage.anker}"
    file = found.passage.adresse
    return schema.Passage(
        abschnitt=found.passage.abschnitt,
        text=found.passage.text,
        adresse=absolute(file) if file else in_page,
    )


def overview(ueberblick: Ueberblick | None) -> schema.Ueberblicksangabe | None:
    if ueberblick is None:
        return None
    return schema.Ueberblicksangabe(
        saetze=[f"{satz}." for satz in ueberblick.saetze],
        projekte=ueberblick.projekte,
        kommunen=ueberblick.kommunen,
    )


def notices(reply: Reply) -> list[str]:
    """What stands above the hits on the page, too."""
    nothing = nothing_exact(reply.ergebnis)
    return [*reply.ergebnis.hinweise, *sentences_of(reply), *([f"{nothing}."] if nothing else [])]


def offices(found: Iterable[Ansprechstelle]) -> list[schema.Ansprechstelle]:
    return [
        schema.Ansprechstelle(
            stelle=office.stelle or None,
            kommunen=list(office.kommunen),
            postfach=office.postfach or None,
            telefon=office.telefon or None,
            projekte=[
                schema.Projektverweis(
                    titel=beleg.titel,
                    adresse=absolute(beleg.url),
                    status=beleg.status,
                    stufe=beleg.stufe,
                )
                for beleg in office.belege
            ],
        )
        for office in found
    ]


def pruefung(found: Pruefung) -> schema.Pruefung:
    return schema.Pruefung(
        gelesen=found.gelesen.text,
        aehnliche=[_comparison(one) for one in found.aehnliche],
        weitere=found.weitere,
        stolpersteine=[f"{s.seite.title}: {s.text}" for s in found.stolpersteine],
        stellen=offices(found.stellen),
    )


def _comparison(found: Aehnlich) -> schema.Vergleich:
    compared = found.vergleich
    return schema.Vergleich(
        treffer=treffer(found.treffer),
        gleich=[f"{line.name}: {line.dort}" for line in compared.gleich],
        anders=[f"{line.name}: {line.beides}" for line in compared.anders],
    )
