// In the CMS: who was logged out in mid-writing is told so, and nothing is sent that would be lost.
(function () {
  "use strict";
  const PAUSE_MS = 60_000;
  const { adresse, anmelden } = document.currentScript.dataset;
  let form, notice, lost;

  // A fresh token when logged in. No answer at all says nothing.
  async function check() {
    const answer = await fetch(adresse, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
      cache: "no-store",
    }).catch(() => null);
    if (!answer || !answer.ok) return;
    const { token } = await answer.json();
    if (token) loggedIn(token);
    else loggedOut();
  }

  // Logging in makes a new token; a form that was open before would be refused with the old one.
  function loggedIn(token) {
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      input.value = token;
    }
    if (!lost) return;
    lost = false;
    notice.hidden = true;
    form.dispatchEvent(new Event("change", { bubbles: true })); // saves what is not saved yet
  }

  function loggedOut() {
    lost = true;
    if (!notice) notice = buildNotice();
    notice.hidden = false;
  }

  function buildNotice() {
    const bar = document.createElement("div");
    bar.className = "wiki-abgemeldet";
    bar.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent =
      "Sie sind nicht mehr angemeldet. Ihr Text steht noch hier. Bitte schließen Sie dieses Fenster " +
      "nicht: Melden Sie sich in einem neuen Fenster an und kommen Sie hierher zurück.";
    const link = document.createElement("a");
    link.href = `${anmelden}?next=${encodeURIComponent(adresse)}`;
    link.target = "_blank";
    link.className = "button button-small";
    link.textContent = "Anmelden (neues Fenster)";
    bar.append(text, link);
    document.body.append(bar);
    return bar;
  }

  function keepText(event) {
    if (!lost) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    notice.querySelector("a").focus();
  }

  function sends(button) {
    return button && button.form === form && button.type === "submit";
  }

  function start() {
    form = document.querySelector("form[data-edit-form], #page-edit-form");
    if (!form) return;
    document.addEventListener("submit", (e) => e.target === form && keepText(e), true);
    document.addEventListener("click", (e) => sends(e.target.closest("button")) && keepText(e), true);
    window.addEventListener("focus", check);
    document.addEventListener("visibilitychange", () => document.hidden || check());
    document.addEventListener("wiki:ohne-antwort", check);
    setInterval(() => document.hidden || check(), PAUSE_MS);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
