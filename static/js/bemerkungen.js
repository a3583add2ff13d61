// In remarks on a page: behind an @ the names of those who may edit it.
(function () {
  "use strict";
  const PAUSE_MS = 200;
  const BEHIND_AT = /(?:^|[\s(])@([^\s@][^@\n]{0,30})?$/;
  let waiting;
  let list = null;

  // A new page gets its address while it is being written.
  function address() {
    const found = /^(.*)\/pages\/(\d+)\/edit\//.exec(window.location.pathname);
    return found ? `${found[1]}/projekt/${found[2]}/personen/` : "";
  }

  function close() {
    if (list) list.remove();
    list = null;
  }

  // React keeps the value of its fields: it must hear of a change as of one typed.
  function write(field, text) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  function show(field, names, start) {
    close();
    if (!names.length) return;
    list = document.createElement("ul");
    list.className = "wiki-personen";
    for (const name of names) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        write(field, `${field.value.slice(0, start)}@${name} ${field.value.slice(field.selectionStart)}`);
        close();
      });
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
    field.after(list);
  }

  async function offer(field) {
    const before = field.value.slice(0, field.selectionStart);
    const found = BEHIND_AT.exec(before);
    if (!found || !address()) return close();
    const typed = found[1] || "";
    const answer = await fetch(`${address()}?q=${encodeURIComponent(typed)}`).catch(() => null);
    const names = answer && answer.ok && !answer.redirected ? await answer.json() : [];
    show(field, names, before.length - typed.length - 1);
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches?.("textarea") || !field.closest(".comment, [class*=comment__]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(field), PAUSE_MS);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list) close();
  });
})();
