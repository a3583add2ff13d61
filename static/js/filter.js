// A changed filter or order acts at once: the answer is replaced, the address follows, the focus
// stays where it was, and the number of hits (role="status") is read out. Without this script the
// buttons do the same with a new page.
const formular = document.getElementById("suchformular");
const zahl = document.getElementById("ergebnis");
let laufende = null;
let gezeigt = here(); // what the answer belongs to, or the one that is on its way

if (formular && document.getElementById("antwort")) start();

function start() {
  hideButtons();
  document.addEventListener("change", (ereignis) => {
    const feld = ereignis.target;
    if (feld.form === formular && feld.matches("[data-sofort]")) replace(address(), feld, true);
  });
  document.addEventListener("click", (ereignis) => {
    const verweis = ereignis.target.closest("a[data-sofort]");
    if (!verweis || ereignis.ctrlKey || ereignis.metaKey || ereignis.shiftKey) return;
    ereignis.preventDefault();
    replace(verweis.href, null, true);
  });
  document.addEventListener("click", (ereignis) => {
    const verweis = ereignis.target.closest("a[data-mehr]");
    if (!verweis || ereignis.ctrlKey || ereignis.metaKey || ereignis.shiftKey) return;
    ereignis.preventDefault();
    append(verweis.href);
  });
  addEventListener("popstate", () => {
    // A jump within the page ("Zu den Treffern springen") changes no answer, and keeps its focus.
    if (here() === gezeigt) return;
    gezeigt = here();
    replace(location.href, zahl, false).then(restore);
  });
  addEventListener("pagehide", () => {
    if (history.state?.mehr) history.replaceState({ ...history.state, stelle: scrollY }, "");
  });
  restore();
}

function here() {
  return location.pathname + location.search;
}

function address() {
  const werte = [...new FormData(formular)].filter(([name, wert]) => wert && !(name === "sortierung" && wert === "relevanz"));
  return `${formular.action}?${new URLSearchParams(werte)}`;
}

async function replace(adresse, feld, merken) {
  laufende?.abort();
  laufende = new AbortController();
  const antwort = document.getElementById("antwort");
  antwort.setAttribute("aria-busy", "true");
  try {
    const geholt = await fetch(adresse, { signal: laufende.signal });
    if (!geholt.ok) throw new Error(geholt.status);
    const seite = new DOMParser().parseFromString(await geholt.text(), "text/html");
    if (merken) history.pushState(null, "", adresse);
    if (merken) gezeigt = here();
    document.title = seite.title;
    show(antwort, seite, feld);
  } catch (fehler) {
    if (fehler.name !== "AbortError") location.assign(adresse);
  }
}

// Whoever comes back from a hit finds the list as long as it was, and the place where they were.
async function restore() {
  const { mehr = [], stelle } = history.state || {};
  for (const adresse of mehr) await append(adresse, false);
  if (mehr.length && stelle) scrollTo({ top: stelle, behavior: "instant" });
}

// The next hits come below those that are there; the address stays that of the first page.
async function append(adresse, neu = true) {
  const liste = document.getElementById("treffer");
  liste.setAttribute("aria-busy", "true");
  try {
    const geholt = await fetch(adresse);
    if (!geholt.ok) throw new Error(geholt.status);
    const seite = new DOMParser().parseFromString(await geholt.text(), "text/html");
    const neue = [...seite.querySelectorAll("#treffer > li")].map((teil) => document.importNode(teil, true));
    const gefaltet = document.querySelector(".suche-entfernt ol");
    (gefaltet || liste).append(...neue);
    if (gefaltet) gefaltet.closest("details").open = true;
    const entfernt = seite.querySelector(".suche-entfernt");
    if (entfernt && !gefaltet) document.getElementById("seiten").before(document.importNode(entfernt, true));
    document.getElementById("seiten").replaceWith(document.importNode(seite.getElementById("seiten"), true));
    hideButtons();
    if (!neu) return;
    history.replaceState({ mehr: [...(history.state?.mehr || []), adresse] }, "");
    zahl.textContent = `${seite.getElementById("ergebnis").textContent.trim()}; ${neue.length} ${document.documentElement.lang === "en" ? "more are shown now" : "weitere stehen jetzt da"}`;
    neue[0]?.querySelector("a")?.focus({ preventScroll: true });
  } catch {
    location.assign(adresse);
  } finally {
    liste.removeAttribute("aria-busy");
  }
}

function show(antwort, seite, feld) {
  const offene = [...antwort.querySelectorAll("details[data-teil][open]")].map((teil) => teil.dataset.teil);
  const neue = document.importNode(seite.getElementById("antwort"), true);
  for (const teil of neue.querySelectorAll("details[data-teil]")) teil.open ||= offene.includes(teil.dataset.teil);
  antwort.replaceWith(neue);
  zahl.textContent = seite.getElementById("ergebnis").textContent.trim();
  hideButtons();
  focus(neue, feld);
}

// The same box may now stand among the folded ones, or be gone.
function focus(neue, feld) {
  const gleiche = feld?.name && [...neue.querySelectorAll(`[name="${feld.name}"]`)].find((anderes) => anderes.type !== "checkbox" || anderes.value === feld.value);
  const ziel = gleiche || zahl;
  for (let teil = ziel.closest("details"); teil; teil = teil.parentElement.closest("details")) teil.open = true;
  ziel.focus({ preventScroll: Boolean(gleiche) });
}

function hideButtons() {
  for (const knopf of document.querySelectorAll("[data-ohne-skript]")) knopf.hidden = true;
  for (const verweis of document.querySelectorAll("[data-mehr]")) verweis.hidden = false;
}
