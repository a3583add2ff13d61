// The drawing that the server made becomes a Leaflet map: zoom, move, names on pointing. Dots stay links
// in the order of the page, reached with Tab; without this script the drawing itself is used.
const rahmen = document.querySelector("[data-karte]");
const zeichnung = rahmen?.querySelector("svg");

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
    punkt.bindTooltip(ort.name, { direction: "top" });
    const element = punkt.getElement();
    element.setAttribute("role", "link");
    element.setAttribute("aria-label", ort.name);
    element.removeAttribute("title");
    element.addEventListener("focus", () => punkt.openTooltip());
    element.addEventListener("blur", () => punkt.closeTooltip());
    const oeffne = () => window.location.assign(ort.ziel);
    punkt.on("click", oeffne);
    element.addEventListener("keydown", (ereignis) => {
      if (ereignis.key === "Enter") oeffne();
    });
  }
}
