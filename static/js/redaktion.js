// In the CMS: side panels that answer while somebody writes, and long lists of boxes to tick.
(function () {
  "use strict";
  const PAUSE_MS = 600;
  const TAB_MS = 300; // until another tab is shown
  const WIDE_PX = 1440;
  const SHOWN = "wiki:gezeigt";
  const FIELD = "input:not([type=hidden]), textarea, select, [contenteditable=true]";
  const SUBMIT = "button[name=action-submit]"; // of Wagtail, behind an arrow
  const PUBLISH = "button[name=action-publish]"; // who may do that has no need of the other
  const DRAFT_FORM = "form[data-edit-form], #page-edit-form";

  function ready(start) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  }

  // --- dialogs -----------------------------------------------------------------------------

  // Wagtail's have no name: a screen reader would only say that there is a dialog.
  function nameDialogs() {
    new MutationObserver(() => {
      for (const dialog of document.querySelectorAll("body > .modal[role=dialog]")) {
        const title = dialog.querySelector("h1");
        if (title) dialog.setAttribute("aria-label", title.textContent.trim().replace(/\s+/g, " "));
      }
    }).observe(document.body, { childList: true });
  }

  ready(nameDialogs);

  // --- side panels -------------------------------------------------------------------------

  function csrf(form) {
    return form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function pageId() {
    const match = /\/pages\/(\d+)\/edit\//.exec(window.location.pathname);
    return match ? match[1] : "";
  }

  // What the panel wants to know of the form; files and comments stay here.
  function draft(form, fields) {
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
      if (name.startsWith("comments-") || name === "next") continue;
      if (fields.length && !fields.some((field) => name.startsWith(field))) continue;
      wanted.append(name, value);
    }
    return wanted;
  }

  class LivePanel {
    constructor(element, form) {
      this.element = element;
      this.form = form;
      this.body = element.querySelector("[data-live-inhalt]");
      this.said = element.querySelector("[data-live-ansage]");
      this.fields = element.dataset.felder.split(" ").filter(Boolean);
      this.asked = null;
    }

    async ask() {
      const wanted = draft(this.form, this.fields);
      wanted.append("seite", pageId());
      const text = wanted.toString();
      if (text === this.asked) return;
      this.asked = text;
      if (this.running) this.running.abort();
      this.running = new AbortController();
      try {
        const answer = await fetch(this.element.dataset.adresse, {
          method: "POST",
          body: wanted,
          headers: { "X-CSRFToken": csrf(this.form) },
          signal: this.running.signal,
        });
        if (answer.ok && !answer.redirected) this.show(await answer.text());
        else this.unanswered();
      } catch (error) {
        if (error.name !== "AbortError") this.asked = null; // next pause: once more
      }
    }

    // A redirect leads to the login (static/js/sitzung.js asks).
    unanswered() {
      this.asked = null;
      document.dispatchEvent(new Event("wiki:ohne-antwort"));
    }

    // The server's own piece of HTML, escaped there.
    show(html) {
      const focused = this.body.contains(document.activeElement);
      if (focused) return; // never take away what somebody is about to press
      this.body.innerHTML = html;
      const way = this.body.querySelector("[data-einreichbar]");
      if (way) way.hidden = !document.querySelector(SUBMIT) || !!document.querySelector(PUBLISH);
      const answer = this.body.querySelector("[data-zahl]");
      const number = answer ? Number(answer.dataset.zahl) : 0;
      this.count(number);
      const sentence = answer ? answer.dataset.ansage : "";
      if (this.said.textContent !== sentence) this.said.textContent = sentence;
      this.element.dispatchEvent(
        new CustomEvent("wiki:live", { bubbles: true, detail: { number, sentence } }),
      );
    }

    count(number) {
      const name = this.element.dataset.livePanel;
      const counter = document.querySelector(
        `[data-side-panel-toggle="${name}"] [data-side-panel-toggle-counter]`,
      );
      if (!counter) return;
      counter.textContent = String(number);
      counter.hidden = number === 0;
    }
  }

  function startPanels(form) {
    const panels = [...document.querySelectorAll("[data-live-panel]")].map(
      (element) => new LivePanel(element, form),
    );
    if (!panels.length) return;
    let waiting;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        nameFields(form);
        panels.forEach((panel) => panel.ask());
      }, PAUSE_MS);
    };
    for (const event of ["input", "change", "w-formset:added", "w-autosave:success"]) {
      document.addEventListener(event, (e) => {
        if (event !== "input" || form.contains(e.target)) later();
      });
    }
    // Rich text writes into hidden fields without an event of its own.
    new MutationObserver(later).observe(form, { subtree: true, characterData: true, childList: true });
    later();
  }

  function openPanel(name) {
    const toggle = document.querySelector(`[data-side-panel-toggle="${name}"]`);
    if (toggle && toggle.getAttribute("aria-expanded") !== "true") toggle.click();
  }

  // What the instructions announce is seen once without a click, where there is room beside the text.
  function showOnce(name) {
    if (window.innerWidth < WIDE_PX || localStorage.getItem(SHOWN)) return;
    localStorage.setItem(SHOWN, name);
    openPanel(name);
  }

  // Wagtail gives some fields no name. Texts: "Text, Ausgangslage", as the headings above them say.
  function nameFields(form) {
    for (const input of form.querySelectorAll(".tagit-new input:not([aria-label])")) {
      const field = input.closest("[data-field]")?.querySelector("[name]");
      const label = field && form.querySelector(`label[for="${field.id}"]`);
      if (label) input.setAttribute("aria-label", label.textContent.trim());
    }
    for (const text of form.querySelectorAll("[contenteditable=true]:not([aria-label])")) {
      const names = [];
      for (let part = text.closest("section"); part; part = part.parentElement.closest("section")) {
        const name = part.querySelector(".w-panel__heading")?.firstElementChild;
        if (name?.matches(".c-sf-block__type")) names.push(name.textContent);
      }
      if (names.length) text.setAttribute("aria-label", names.join(", "));
    }
  }

  // A hint leads to its field, in whatever tab it is.
  function goTo(name) {
    const place =
      document.querySelector(`[data-contentpath="${name}"]`) ||
      document.getElementById(`id_${name}`) ||
      document.getElementById(`id_${name}_FORMS`) ||
      document.querySelector(`[name="${name}"]`) ||
      document.querySelector(`[name^="${name}-"]`);
    if (!place) return;
    const tab = place.closest("[role=tabpanel]");
    const hidden = Boolean(tab && tab.hidden);
    if (hidden) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
    setTimeout(() => focusIn(place), hidden ? TAB_MS : 0);
  }

  function focusIn(place) {
    const section = place.closest("section") || place;
    const target =
      [place, ...place.querySelectorAll(FIELD), ...section.querySelectorAll(`${FIELD}, button`)].find(
        (element) => element.matches(`${FIELD}, button`) && element.offsetParent,
      ) || section;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  // --- "Gibt es das schon?" -----------------------------------------------------------------

  function linkAsRelated(button) {
    const id = button.dataset.verwandt;
    const taken = [...document.querySelectorAll('input[name^="verwandte-"][name$="-ziel"]')];
    if (!taken.some((input) => input.value === id)) {
      document.dispatchEvent(
        new CustomEvent("wiki:verwandt", {
          detail: {
            id: Number(id),
            title: button.dataset.titel,
            adminTitle: button.dataset.titel,
            editUrl: null,
            parentId: null,
          },
        }),
      );
      document.querySelector(DRAFT_FORM).dispatchEvent(new Event("change", { bubbles: true }));
    }
    done(button, "Ist als verwandtes Projekt eingetragen.");
  }

  function done(button, sentence) {
    const note = document.createElement("p");
    note.className = "wiki-live__fertig";
    note.setAttribute("role", "status");
    note.tabIndex = -1;
    note.textContent = sentence;
    button.replaceWith(note);
    note.focus();
  }

  async function addAsReuse(form, pageForm) {
    const button = form.querySelector("button");
    button.disabled = true;
    const body = new URLSearchParams(
      [...form.querySelectorAll("select, input")].map((input) => [input.name, input.value]),
    );
    const answer = await fetch(form.dataset.nachgenutzt, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrf(pageForm) },
    }).catch(() => null);
    const sentence = answer ? await answer.text() : "";
    if (answer && answer.ok) {
      done(form, sentence);
      return;
    }
    button.disabled = false;
    form.querySelector("[role=alert]").textContent =
      (answer && answer.status < 500 && sentence) ||
      "Das hat nicht geklappt. Bitte noch einmal versuchen.";
  }

  // A line below the Kurzfassung, because nobody looks aside while writing.
  function startNotice(form) {
    const section = form.querySelector("[name=kurzfassung]")?.closest("section");
    const toggle = document.querySelector('[data-side-panel-toggle="doppelt"]');
    if (!section || !toggle) return;
    const notice = document.createElement("div");
    notice.className = "wiki-doppelt-hinweis";
    notice.hidden = true;
    const text = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = "Ansehen";
    button.addEventListener("click", () => {
      openPanel("doppelt");
      document.querySelector('[data-live-panel="doppelt"] a')?.focus();
    });
    notice.append(text, button);
    section.after(notice);
    document.addEventListener("wiki:live", (event) => {
      if (event.target.dataset.livePanel !== "doppelt") return;
      notice.hidden = event.detail.number === 0;
      text.textContent = event.detail.sentence;
    });
  }

  ready(() => {
    const form = document.querySelector(DRAFT_FORM);
    if (!form) return;
    startNotice(form);
    startPanels(form);
    window.addEventListener("load", () => showOnce("guete"));
    document.addEventListener("click", (event) => {
      const hint = event.target.closest("[data-feld]");
      if (hint) goTo(hint.dataset.feld);
      if (event.target.closest("[data-einreichen]")) document.querySelector(SUBMIT)?.click();
      const opener = event.target.closest("[data-oeffnen]");
      if (opener) openPanel(opener.dataset.oeffnen);
      const related = event.target.closest("[data-verwandt]");
      if (related) linkAsRelated(related);
      const reuse = event.target.closest("[data-nachgenutzt] button");
      if (reuse) addAsReuse(reuse.closest("[data-nachgenutzt]"), form);
    });
  });

  // --- long lists ---------------------------------------------------------------------------

  function startList(box) {
    const rows = [...box.querySelectorAll("label")].map((label) => ({
      row: label.parentElement,
      text: label.textContent.trim().toLowerCase(),
      input: label.querySelector("input"),
    }));
    if (rows.length < 12) return;
    const list = rows[0].row.parentElement;
    const name = box.dataset.auswahl;
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", name);
    const filter = document.createElement("input");
    filter.type = "search";
    filter.placeholder = "Liste eingrenzen …";
    filter.setAttribute("aria-label", `${name}: Liste eingrenzen`);
    filter.className = "wiki-auswahl__filter";
    const left = document.createElement("p");
    left.className = "w-sr-only";
    left.setAttribute("role", "status");
    const narrow = () => {
      const wanted = filter.value.trim().toLowerCase();
      for (const { row, text, input } of rows) {
        row.hidden = !(input.checked || text.includes(wanted));
      }
      const shown = rows.filter(({ row }) => !row.hidden).length;
      left.textContent = `${shown} ${shown === 1 ? "Eintrag" : "Einträge"}`;
    };
    // Whoever has a keyboard only would press Tab once for each of hundreds of Kommunen.
    const past = document.createElement("button");
    past.type = "button";
    past.className = "button button-small button-secondary wiki-auswahl__vorbei";
    past.textContent = `Liste überspringen (${name})`;
    const end = document.createElement("span");
    end.tabIndex = -1;
    past.addEventListener("click", () => end.focus());
    filter.addEventListener("input", (event) => {
      event.stopPropagation(); // no part of the page: no autosave
      narrow();
    });
    filter.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    // What is chosen stands on top.
    for (const { row, input } of rows.filter((r) => r.input.checked).reverse()) list.prepend(row);
    box.prepend(filter, past, left);
    box.append(end);
  }

  ready(() => document.querySelectorAll("[data-auswahl]").forEach(startList));
})();
