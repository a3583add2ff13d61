// Suggestions while typing, after the ARIA combobox pattern: the focus stays in the field, arrows
// move through the list, Enter opens what is chosen, Escape closes. Fields of several lines cannot
// have the role "combobox"; they keep their own and get the same properties. Without this script
// the field is a plain field.
//
// An empty question field offers what was asked last. That is kept in this browser and nowhere else.
const PAUSE_MS = 120;
const SHORTEST = 2;
const LONGEST = 100;
const RECENT = "letzte-fragen";
const RECENT_MOST = 6;
const RECENT_LONGEST = 200; // a sketch is no question to repeat
const kept = new Map();
const ENGLISH = document.documentElement.lang === "en";
const TEXTE = ENGLISH
  ? {
      eineFrage: "recent question",
      fragen: "recent questions",
      einVorschlag: "suggestion",
      vorschlaege: "suggestions",
      liste: "Suggestions",
      keine: "No suggestions",
      waehlen: "choose with the arrow keys",
      loeschen: "Delete recent questions",
      geloescht: "The recent questions have been deleted.",
      letzte: "Your recent questions (only in this browser)",
      gruppen: { Fragen: "Questions", Seiten: "Pages", Kommunen: "Municipalities", Themen: "Topics" },
    }
  : {
      eineFrage: "letzte Frage",
      fragen: "letzte Fragen",
      einVorschlag: "Vorschlag",
      vorschlaege: "Vorschläge",
      liste: "Vorschläge",
      keine: "Keine Vorschläge",
      waehlen: "mit den Pfeiltasten wählen",
      loeschen: "Letzte Fragen löschen",
      geloescht: "Die letzten Fragen sind gelöscht.",
      letzte: "Ihre letzten Fragen (nur in diesem Browser)",
      gruppen: {},
    };

for (const feld of document.querySelectorAll("[data-vorschlaege]")) attach(feld);

function attach(feld) {
  const liste = build(feld);
  const ansage = liste.nextElementSibling;
  let wahl = -1;
  let uhr = 0;
  let frage = 0;
  const asks = feld.dataset.letzteFragen !== undefined;

  const entries = () => [...liste.querySelectorAll("[role=option]")];
  const isOpen = () => !liste.hidden;

  function close() {
    clearTimeout(uhr);
    frage += 1;
    liste.hidden = true;
    expand(feld, false);
    choose(-1);
  }

  function choose(nummer) {
    wahl = nummer;
    for (const [i, eintrag] of entries().entries()) eintrag.setAttribute("aria-selected", String(i === wahl));
    const gewaehlt = entries()[wahl];
    if (gewaehlt) {
      feld.setAttribute("aria-activedescendant", gewaehlt.id);
      gewaehlt.scrollIntoView({ block: "nearest" });
    } else feld.removeAttribute("aria-activedescendant");
  }

  // A suggestion leads somewhere, or it is what the field asks for.
  function take(eintrag) {
    if (eintrag.dataset.loeschen) return forget();
    if (eintrag.dataset.frage) remember(eintrag.textContent);
    if (eintrag.dataset.adresse) return location.assign(eintrag.dataset.adresse);
    feld.value = eintrag.textContent;
    close();
  }

  async function update() {
    const getippt = feld.value.trim();
    const meine = (frage += 1);
    if (!getippt && asks) return recent().length ? show(recentGroups(feld), TEXTE.eineFrage, TEXTE.fragen) : close();
    if (getippt.length < SHORTEST || getippt.length > LONGEST || getippt.includes("\n")) return close();
    const gruppen = await fetchGroups(feld.dataset.vorschlaege, getippt);
    if (meine !== frage || document.activeElement !== feld) return;
    show(gruppen, TEXTE.einVorschlag, TEXTE.vorschlaege);
    if (!isOpen()) ansage.textContent = TEXTE.keine;
  }

  function show(gruppen, einer, mehrere) {
    fill(liste, gruppen, liste.id);
    const anzahl = liste.querySelectorAll("[role=option]:not([data-loeschen])").length;
    liste.hidden = !anzahl;
    expand(feld, Boolean(anzahl));
    choose(-1);
    if (anzahl) ansage.textContent = `${anzahl} ${anzahl === 1 ? einer : mehrere}, ${TEXTE.waehlen}`;
  }

  function forget() {
    store([]);
    close();
    ansage.textContent = TEXTE.geloescht;
  }

  feld.addEventListener("input", () => {
    clearTimeout(uhr);
    uhr = setTimeout(update, PAUSE_MS);
  });
  feld.addEventListener("blur", close);
  if (asks) {
    for (const anlass of ["focus", "click"]) feld.addEventListener(anlass, () => isOpen() || feld.value.trim() || update());
    feld.form.addEventListener("submit", () => remember(feld.value));
  }
  liste.addEventListener("pointerdown", (ereignis) => ereignis.preventDefault()); // keeps the focus
  liste.addEventListener("click", (ereignis) => {
    const eintrag = ereignis.target.closest("[role=option]");
    if (eintrag) take(eintrag);
  });
  // Before the question field's own listener, which asks on Enter.
  feld.addEventListener("keydown", (ereignis) => {
    if (ereignis.isComposing) return;
    if (ereignis.key === "Escape" && isOpen()) return handle(ereignis, close);
    if (ereignis.key === "ArrowDown" && !isOpen() && (feld.tagName === "INPUT" || !feld.value)) return handle(ereignis, update);
    if (!isOpen()) return;
    const letzter = entries().length - 1;
    if (ereignis.key === "ArrowDown") handle(ereignis, () => choose(wahl === letzter ? -1 : wahl + 1));
    else if (ereignis.key === "ArrowUp") handle(ereignis, () => choose(wahl === -1 ? letzter : wahl - 1));
    else if (ereignis.key === "Home" && wahl >= 0) handle(ereignis, () => choose(0));
    else if (ereignis.key === "End" && wahl >= 0) handle(ereignis, () => choose(letzter));
    else if (ereignis.key === "Enter" && wahl >= 0) handle(ereignis, () => take(entries()[wahl]));
  }, { capture: true });
}

function handle(ereignis, what) {
  ereignis.preventDefault();
  ereignis.stopImmediatePropagation();
  what();
}

function build(feld) {
  const liste = document.createElement("div");
  liste.id = `${feld.id}-vorschlaege`;
  liste.className = "vorschlaege";
  liste.hidden = true;
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", TEXTE.liste);
  const ansage = document.createElement("div");
  ansage.className = "kern-sr-only";
  ansage.setAttribute("role", "status");
  feld.after(liste, ansage);
  feld.parentElement.classList.add("vorschlaege-rahmen");
  feld.setAttribute("autocomplete", "off");
  feld.setAttribute("aria-autocomplete", "list");
  feld.setAttribute("aria-haspopup", "listbox");
  feld.setAttribute("aria-controls", liste.id);
  if (feld.tagName === "INPUT") feld.setAttribute("role", "combobox");
  expand(feld, false);
  return liste;
}

// A field of several lines has no aria-expanded; the announcement says it.
function expand(feld, offen) {
  if (feld.tagName === "INPUT") feld.setAttribute("aria-expanded", String(offen));
}

function fill(liste, gruppen, id) {
  liste.replaceChildren();
  let nummer = 0;
  for (const [g, { titel, eintraege }] of gruppen.entries()) {
    const gruppe = document.createElement("div");
    gruppe.setAttribute("role", "group");
    gruppe.setAttribute("aria-labelledby", `${id}-gruppe-${g}`);
    const kopf = document.createElement("div");
    kopf.id = `${id}-gruppe-${g}`;
    kopf.className = "vorschlaege__gruppe";
    kopf.setAttribute("role", "presentation");
    kopf.textContent = TEXTE.gruppen[titel] ?? titel;
    gruppe.append(kopf);
    for (const { text, adresse, loeschen } of eintraege) {
      const eintrag = document.createElement("div");
      eintrag.id = `${id}-${(nummer += 1)}`;
      eintrag.className = "vorschlaege__eintrag";
      eintrag.setAttribute("role", "option");
      eintrag.setAttribute("aria-selected", "false");
      if (adresse) eintrag.dataset.adresse = adresse;
      if (titel === "Fragen") eintrag.dataset.frage = "ja";
      if (loeschen) eintrag.dataset.loeschen = "ja";
      eintrag.textContent = text;
      if (titel in TEXTE.gruppen) eintrag.lang = "de"; // titles and example questions
      gruppe.append(eintrag);
    }
    liste.append(gruppe);
  }
}

async function fetchGroups(adresse, getippt) {
  const url = `${adresse}?${new URLSearchParams({ q: getippt })}`;
  if (!kept.has(url)) {
    try {
      const antwort = await fetch(url);
      if (!antwort.ok) return [];
      kept.set(url, (await antwort.json()).gruppen);
    } catch {
      return [];
    }
  }
  return kept.get(url);
}

// What was asked last, the latest first; nothing where a browser keeps nothing.
function recent() {
  try {
    const fragen = JSON.parse(localStorage.getItem(RECENT));
    return Array.isArray(fragen) ? fragen.filter((frage) => typeof frage === "string").slice(0, RECENT_MOST) : [];
  } catch {
    return [];
  }
}

function remember(getippt) {
  const frage = getippt.trim();
  if (frage.length < SHORTEST || frage.length > RECENT_LONGEST || frage.includes("\n")) return;
  store([frage, ...recent().filter((andere) => andere !== frage)].slice(0, RECENT_MOST));
}

function store(fragen) {
  try {
    if (fragen.length) localStorage.setItem(RECENT, JSON.stringify(fragen));
    else localStorage.removeItem(RECENT);
  } catch {
    // Private windows may refuse: then nothing is offered.
  }
}

function recentGroups(feld) {
  const fragen = recent().map((text) => ({ text, adresse: `${feld.form.action}?${new URLSearchParams({ q: text })}` }));
  fragen.push({ text: TEXTE.loeschen, loeschen: true });
  return [{ titel: TEXTE.letzte, eintraege: fragen }];
}
