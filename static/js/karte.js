// The drawing that the server made becomes a Leaflet map: zoom, move, names on pointing, dots that hide each
// other as one with a number. Dots stay links in reading order, reached with Tab; without this script the
// drawing itself is used.
const rahmen = document.querySelector("[data-karte]");
const zeichnung = rahmen?.querySelector("svg");
const ohneZeiger = matchMedia("(hover: none)").matches;
const KLEINSTES_ZIEL = 24; // px; dots closer than that, or closer than their radii, are one
const ZEILE = 40; // units from north to south that are read from west to east
const GENANNT = 8; // Kommunen of a group that are named on pointing

const kartentexte = document.documentElement.lang === "en"
  ? {
      projekte: (anzahl) => `${anzahl} project${anzahl === 1 ? "" : "s"}`,
      kommunen: (anzahl) => `${anzahl} municipalities`,
      weitere: (anzahl) => `and ${anzahl} more`,
      alsListe: "Their projects as a list",
      oeffnen: "Open list",
      schliessen: "Close list",
      groesser: "Zoom in",
      kleiner: "Zoom out",
    }
  : {
      projekte: (anzahl) => `${anzahl} Projekt${anzahl === 1 ? "" : "e"}`,
      kommunen: (anzahl) => `${anzahl} Kommunen`,
      weitere: (anzahl) => `und ${anzahl} weitere`,
      alsListe: "Ihre Projekte als Liste",
      oeffnen: "Liste öffnen",
      schliessen: "Liste schließen",
      groesser: "Größer",
      kleiner: "Kleiner",
    };

function element(art, text, ...kinder) {
  const neu = document.createElement(art);
  neu.textContent = text;
  neu.append(...kinder);
  return neu;
}

function verweis(text, ziel) {
  return Object.assign(element("a", text), { href: ziel });
}

function liste(zeilen) {
  return element("ul", "", ...zeilen.map((zeile) => element("li", "", zeile)));
}

// A Kommune beside the visitor's own, with the titles of its projects; `kopf` is its name, as text or as the link.
function beschreibung(ort, kopf) {
  const zeilen = ort.weitere ? [...ort.projekte, kartentexte.weitere(ort.weitere)] : ort.projekte;
  const neben = ort.neben ? [element("div", ort.neben)] : [];
  return element("div", "", kopf, ...neben, liste(zeilen));
}

function vieler(orte) {
  const namen = orte.slice(0, GENANNT).map((ort) => ort.name);
  const rest = orte.length - namen.length;
  return element("div", "", element("strong", kartentexte.kommunen(orte.length)), liste(rest ? [...namen, kartentexte.weitere(rest)] : namen));
}

// All Kommunen of a group as links, and the list of their projects, with the filters of this page.
function auswahl(orte) {
  const abfrage = new URLSearchParams(location.search);
  for (const name of ["ansicht", "seite", "kommune"]) abfrage.delete(name);
  for (const ort of orte) abfrage.append("kommune", ort.slug);
  const zeilen = orte.map((ort) => element("span", "", verweis(ort.name, ort.ziel), ` (${ort.anzahl})${ort.neben ? ` ${ort.neben}` : ""}`));
  return element("div", "", element("strong", kartentexte.kommunen(orte.length)), liste(zeilen), verweis(kartentexte.alsListe, `?${abfrage}`));
}

if (zeichnung && window.L) {
  const breite = Number(zeichnung.dataset.breite);
  const hoehe = Number(zeichnung.dataset.hoehe);
  const ruhig = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const orte = JSON.parse(document.getElementById("karte-daten").textContent);
  const umriss = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  umriss.setAttribute("viewBox", zeichnung.getAttribute("viewBox"));
  umriss.setAttribute("class", "wiki-karte");
  for (const linie of zeichnung.querySelectorAll("use, .wiki-karte__eigene")) umriss.append(linie.cloneNode());
  const titel = zeichnung.getAttribute("aria-label");
  rahmen.replaceChildren();

  const grenzen = [[0, 0], [hoehe, breite]];
  const karte = L.map(rahmen, {
    crs: L.CRS.Simple,
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: !ruhig,
    fadeAnimation: !ruhig,
    markerZoomAnimation: !ruhig,
    inertia: !ruhig,
    scrollWheelZoom: false, // the page must stay scrollable
    zoomSnap: 0.25,
    minZoom: -3,
    maxZoom: 4,
    maxBounds: [[-300, -300], [hoehe + 300, breite + 300]], // room for a list that opens at the edge
  });
  rahmen.setAttribute("role", "group");
  rahmen.setAttribute("aria-label", titel);
  L.control.zoom({ zoomInTitle: kartentexte.groesser, zoomOutTitle: kartentexte.kleiner }).addTo(karte);
  L.svgOverlay(umriss, grenzen).addTo(karte);
  karte.fitBounds(grenzen);
  karte.setMinZoom(karte.getZoom());
  const punkte = L.layerGroup().addTo(karte);

  // As in wiki/markt/landkarte/dots.py, in pixels: the largest gives the place, the nearest one is joined.
  function gruppiert() {
    const gruppen = [];
    for (const ort of orte) {
      const stelle = karte.project(ort.lage);
      let naechste = null;
      let weg = Infinity;
      for (const gruppe of gruppen) {
        const abstand = stelle.distanceTo(gruppe.stelle);
        if (abstand < Math.max(KLEINSTES_ZIEL, ort.radius + gruppe.orte[0].radius) && abstand < weg) {
          [naechste, weg] = [gruppe, abstand];
        }
      }
      if (naechste) naechste.orte.push(ort);
      else gruppen.push({ stelle, lage: ort.lage, orte: [ort] });
    }
    for (const gruppe of gruppen) gruppe.orte.sort((a, b) => a.name.localeCompare(b.name, "de"));
    const zeile = (gruppe) => Math.floor((hoehe - gruppe.lage[0]) / ZEILE);
    return gruppen.sort((a, b) => zeile(a) - zeile(b) || a.lage[1] - b.lage[1]);
  }

  function zeichne(gruppe) {
    const viele = gruppe.orte.length > 1;
    const durchmesser = Math.max(viele ? 20 : 12, Math.round(2 * Math.max(...gruppe.orte.map((ort) => ort.radius))));
    const kreis = element("span", viele ? gruppe.orte.length : "");
    kreis.style.width = kreis.style.height = `${durchmesser}px`;
    const seite = Math.max(KLEINSTES_ZIEL, durchmesser);
    const zeichen = L.divIcon({ className: "markt-ort", html: kreis, iconSize: [seite, seite] });
    const punkt = L.marker(gruppe.lage, { icon: zeichen, keyboard: true }).addTo(punkte);
    gruppe.element = punkt.getElement();
    gruppe.element.removeAttribute("title");
    gruppe.element.addEventListener("focus", () => punkt.openTooltip());
    gruppe.element.addEventListener("blur", () => punkt.closeTooltip());
    if (viele) zeichneViele(punkt, gruppe);
    else zeichneEinen(punkt, gruppe.orte[0]);
  }

  function zeichneEinen(punkt, ort) {
    const name = `${ort.name}, ${kartentexte.projekte(ort.anzahl)}`;
    punkt.getElement().setAttribute("role", "link");
    punkt.getElement().setAttribute("aria-label", ort.neben ? `${name}, ${ort.neben}` : name);
    const oeffne = () => window.location.assign(ort.ziel);
    if (ohneZeiger) {
      // Nothing can be pointed at: the first tap names the projects, a link in it leads on.
      punkt.bindPopup(beschreibung(ort, verweis(name, ort.ziel)), { className: "markt-namen", maxWidth: 200 });
    } else {
      punkt.bindTooltip(beschreibung(ort, element("strong", name)), { direction: "auto", className: "markt-namen" });
      punkt.on("click", oeffne);
    }
    punkt.getElement().addEventListener("keydown", (ereignis) => {
      if (ereignis.key === "Enter") oeffne();
    });
  }

  function zeichneViele(punkt, gruppe) {
    const knopf = punkt.getElement();
    knopf.setAttribute("role", "button");
    knopf.setAttribute("aria-label", `${kartentexte.kommunen(gruppe.orte.length)}: ${gruppe.orte.map((ort) => ort.name).join(", ")}. ${kartentexte.oeffnen}`);
    if (!ohneZeiger) punkt.bindTooltip(vieler(gruppe.orte), { direction: "auto", className: "markt-namen" });
    punkt.bindPopup(auswahl(gruppe.orte), {
      className: "markt-namen",
      maxWidth: 240,
      maxHeight: 260,
      autoPanPaddingTopLeft: [56, 8], // beside the buttons of the zoom
    });
    punkt.on("popupopen", ({ popup }) => {
      punkt.closeTooltip();
      const kasten = popup.getElement();
      kasten.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", kartentexte.schliessen);
      kasten.querySelector("li a").focus({ preventScroll: true });
      kasten.onkeydown = ({ key }) => {
        if (key !== "Escape") return;
        punkt.closePopup();
        knopf.focus();
      };
    });
  }

  // Beside a dot at the edge a name is moved in: what leaves the frame of the map is not seen.
  karte.on("tooltipopen", ({ tooltip }) => {
    const kasten = tooltip.getElement();
    kasten.style.marginTop = "";
    const [innen, aussen] = [kasten, rahmen].map((e) => e.getBoundingClientRect());
    const fehlt = Math.max(0, aussen.top - innen.top) - Math.max(0, innen.bottom - aussen.bottom);
    kasten.style.marginTop = `${fehlt}px`;
  });

  // Focus stays with the Kommune that had it.
  let gezeichnet = [];
  function zeichneAlle() {
    const vorher = gezeichnet.find((gruppe) => gruppe.element === document.activeElement);
    punkte.clearLayers();
    gezeichnet = gruppiert();
    gezeichnet.forEach(zeichne);
    if (vorher) gezeichnet.find((gruppe) => gruppe.orte.includes(vorher.orte[0])).element.focus();
  }
  karte.on("zoomend", zeichneAlle);
  zeichneAlle();
}
