// The drawing that the server made becomes a Leaflet map: zoom, move, names on pointing. Dots stay links
// in the order of the page, reached with Tab; without this script the drawing itself is used.
const rahmen = document.querySelector("[data-karte]");
const zeichnung = rahmen?.querySelector("svg");
const ohneZeiger = matchMedia("(hover: none)").matches;

// The Kommune's name, as text or as the link, and the titles of its projects.
function beschreibung(ort, art) {
  const name = document.createElement(art);
  name.textContent = ort.name;
  if (art === "a") name.href = ort.ziel;
  const liste = document.createElement("ul");
  const zeilen = ort.weitere ? [...ort.projekte, `und ${ort.weitere} weitere`] : ort.projekte;
  for (const zeile of zeilen) {
    liste.append(Object.assign(document.createElement("li"), { textContent: zeile }));
  }
  const kasten = document.createElement("div");
  kasten.append(name, liste);
  return kasten;
}

if (zeichnung && window.L) {
  const breite = Number(zeichnung.dataset.breite);
  const hoehe = Number(zeichnung.dataset.hoehe);
  const ruhig = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const orte = [...zeichnung.querySelectorAll("a")].map((verweis) => {
    const kreis = verweis.querySelector("circle");
    return {
      name: verweis.getAttribute("aria-label"),
      ziel: verweis.getAttribute("href"),
      lage: [hoehe - Number(kreis.getAttribute("cy")), Number(kreis.getAttribute("cx"))],
      radius: Number(kreis.getAttribute("r")),
      projekte: verweis.dataset.projekte ? verweis.dataset.projekte.split("\n") : [],
      weitere: Number(verweis.dataset.weitere || 0),
    };
  });
  const umriss = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  umriss.setAttribute("viewBox", zeichnung.getAttribute("viewBox"));
  umriss.setAttribute("class", "wiki-karte");
  umriss.append(zeichnung.querySelector("use").cloneNode());
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
    maxBounds: [[-100, -100], [hoehe + 100, breite + 100]],
  });
  rahmen.setAttribute("role", "group");
  rahmen.setAttribute("aria-label", titel);
  L.control.zoom({ zoomInTitle: "Größer", zoomOutTitle: "Kleiner" }).addTo(karte);
  L.svgOverlay(umriss, grenzen).addTo(karte);
  karte.fitBounds(grenzen);
  karte.setMinZoom(karte.getZoom());

  for (const ort of orte) {
    const durchmesser = Math.max(12, Math.round(ort.radius * 2));
    const zeichen = L.divIcon({ className: "markt-ort", iconSize: [durchmesser, durchmesser] });
    const punkt = L.marker(ort.lage, { icon: zeichen, keyboard: true }).addTo(karte);
    punkt.bindTooltip(beschreibung(ort, "strong"), { direction: "auto", className: "markt-namen" });
    const element = punkt.getElement();
    element.setAttribute("role", "link");
    element.setAttribute("aria-label", ort.name);
    element.removeAttribute("title");
    element.addEventListener("focus", () => punkt.openTooltip());
    element.addEventListener("blur", () => punkt.closeTooltip());
    const oeffne = () => window.location.assign(ort.ziel);
    if (ohneZeiger) {
      // Nothing can be pointed at: the first tap names the projects, a link in it leads on.
      punkt.unbindTooltip().bindPopup(beschreibung(ort, "a"), { className: "markt-namen", maxWidth: 200 });
    } else {
      punkt.on("click", oeffne);
    }
    element.addEventListener("keydown", (ereignis) => {
      if (ereignis.key === "Enter") oeffne();
    });
  }
}
