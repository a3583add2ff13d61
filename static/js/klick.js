// Tells the wiki which rank was clicked first, and that a list was shown: two numbers a list, no
// question, no page, nothing about whoever clicks. Without this script nothing is counted.
const LETZTER = 11;
const adresse = document.currentScript.dataset.klick;

function melde(rang, stufe) {
  const zahlen = new URLSearchParams({ rang: Math.min(rang, LETZTER), stufe });
  navigator.sendBeacon(adresse, zahlen);
}

const erster = document.querySelector('[data-rang="1"]');
if (erster) melde(0, erster.dataset.stufe);

let gezaehlt = false;

function zaehle(ereignis) {
  const treffer = ereignis.target.closest("[data-rang] a")?.parentElement;
  if (!treffer || gezaehlt || ereignis.button > 1) return;
  gezaehlt = true;
  melde(Number(treffer.dataset.rang), treffer.dataset.stufe);
}

document.addEventListener("click", zaehle);
document.addEventListener("auxclick", zaehle); // the middle button opens a tab
