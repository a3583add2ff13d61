// In the CMS: what is sent while the page saves itself waits for that to end. Else a new page would
// be made twice, and only one of them would have what was sent.
(function () {
  "use strict";
  const PATIENCE_MS = 15_000;
  let saving = false;
  let release = null;

  function hold(event) {
    const { target: form, submitter } = event;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (release) return;
    const waiting = setTimeout(() => release?.(), PATIENCE_MS);
    release = () => {
      clearTimeout(waiting);
      release = null;
      saving = false;
      send(form, submitter);
    };
  }

  // The button that was pressed may be disabled by now: its name goes along by itself.
  function send(form, submitter) {
    if (submitter?.name) {
      const said = document.createElement("input");
      said.type = "hidden";
      said.name = submitter.name;
      said.value = submitter.value;
      form.append(said);
    }
    form.requestSubmit();
  }

  // The dialog of the schedule takes back what was typed when it closes, also where it gives way to
  // the question whether a newer version is to be overwritten: what was sent once stays.
  function keepSchedule() {
    for (const input of document.querySelectorAll("#schedule-publishing-dialog input")) {
      input.defaultValue = input.value;
    }
  }

  function begins(event) {
    if (!event.defaultPrevented) saving = true;
  }

  function ends() {
    saving = false;
    release?.();
  }

  function start() {
    const form = document.querySelector("form[data-edit-form], #page-edit-form");
    if (!form) return;
    document.addEventListener("w-autosave:save", begins);
    document.addEventListener("w-autosave:success", ends);
    document.addEventListener("w-autosave:error", ends);
    document.addEventListener("submit", (e) => e.target === form && saving && hold(e), true);
    document.addEventListener("click", (e) => e.target.closest("[type=submit]") && keepSchedule(), true);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
