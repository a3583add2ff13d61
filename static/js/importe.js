// Keeps the progress of a running import fresh, without taking away the focus. Without this script a
// link does it.
const ALLE_MS = 2000;
const fortschritt = document.querySelector("#fortschritt");

async function erneuere() {
  const antwort = await fetch(location.href);
  if (!antwort.ok) return;
  const seite = new DOMParser().parseFromString(await antwort.text(), "text/html");
  if (!seite.querySelector("#fortschritt")) {
    location.reload();
    return;
  }
  for (const teil of ["#fortschritt-text", "#fortschritt-balken"]) {
    const neu = seite.querySelector(teil);
    const alt = document.querySelector(teil);
    if (neu && alt && neu.innerHTML !== alt.innerHTML) alt.innerHTML = neu.innerHTML;
  }
}

if (fortschritt) setInterval(() => erneuere().catch(() => {}), ALLE_MS);
