// Puts projects on the Merkliste without loading the page anew, and prints. Without this script the
// form is sent as it is, and the browser's own menu prints.
const meldung = document.getElementById("merken-meldung");
const texte = document.documentElement.lang === "en"
  ? {
      gesetzt: (anzahl) => `Added to the shortlist, which now has ${anzahl}.`,
      genommen: (anzahl) => `Taken off the shortlist, which now has ${anzahl}.`,
      kopiert: "Copied",
      linkKopiert: "The link has been copied.",
    }
  : {
      gesetzt: (anzahl) => `Auf die Merkliste gesetzt. Dort stehen jetzt ${anzahl}.`,
      genommen: (anzahl) => `Von der Merkliste genommen. Dort stehen jetzt ${anzahl}.`,
      kopiert: "Kopiert",
      linkKopiert: "Der Link ist kopiert.",
    };

function zeige(projekt, gemerkt, anzahl) {
  for (const knopf of document.querySelectorAll(`button[form="merken"][value="${projekt}"]`)) {
    knopf.setAttribute("aria-pressed", gemerkt);
    knopf.name = gemerkt ? "vergessen" : "merken";
  }
  for (const zahl of document.querySelectorAll("[data-merkliste-anzahl]")) {
    zahl.textContent = ` (${anzahl})`;
    zahl.hidden = anzahl === 0;
  }
  meldung.textContent = gemerkt ? texte.gesetzt(anzahl) : texte.genommen(anzahl);
}

async function schicke(form, knopf) {
  const daten = new URLSearchParams(new FormData(form, knopf));
  const gemerkt = daten.has("merken");
  try {
    const antwort = await fetch(form.action, {
      method: "POST",
      body: daten,
      headers: { Accept: "application/json" },
    });
    const inhalt = await antwort.json();
    if (antwort.ok) zeige(knopf.value, gemerkt, inhalt.anzahl);
    else meldung.textContent = inhalt.fehler;
    meldung.classList.toggle("wiki-meldung", !antwort.ok);
  } catch {
    form.dataset.direkt = "1";
    form.requestSubmit(knopf);
  }
}

// One after the other: each answer brings the whole list, so two at once would lose one project.
let reihe = Promise.resolve();

document.addEventListener("submit", (ereignis) => {
  const form = ereignis.target;
  if (form.id !== "merken" || form.dataset.direkt) return;
  ereignis.preventDefault();
  const knopf = ereignis.submitter;
  reihe = reihe.then(() => schicke(form, knopf));
});

for (const knopf of document.querySelectorAll("[data-drucken]")) {
  knopf.hidden = false;
  knopf.addEventListener("click", () => window.print());
}

for (const knopf of document.querySelectorAll("[data-kopieren]")) {
  knopf.hidden = !navigator.clipboard;
  knopf.addEventListener("click", async () => {
    await navigator.clipboard.writeText(knopf.dataset.kopieren);
    knopf.textContent = texte.kopiert;
    meldung.textContent = texte.linkKopiert;
  });
}
