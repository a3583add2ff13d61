// In the editor: pictures that are dropped or pasted. Asks beside the text for the credit, once for
// all, and what is to be seen on each; then they are uploaded and put into the text.
(function () {
  "use strict";
  const ADDRESS = document.currentScript.dataset.adresse;
  const PREFIX = "neues-bild-";
  const MAX_AT_ONCE = 20;
  let boxes = 0;

  function make(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function button(label, kind, press) {
    const made = make("button", `button button-small ${kind}`, label);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  // Fields of the box are none of the page: no name, no autosave, no sending with Enter.
  function apart(box) {
    for (const event of ["input", "change", "keyup"]) box.addEventListener(event, (e) => e.stopPropagation());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
    });
  }

  function numbered(part, number) {
    for (const field of part.querySelectorAll("input, select, textarea")) {
      const label = part.querySelector(`label[for="${field.id}"]`);
      field.id = `${field.id}-${number}`;
      if (label) label.htmlFor = field.id;
      if (field.required) field.setAttribute("aria-required", "true");
      for (const name of ["name", "required", "aria-describedby"]) field.removeAttribute(name);
    }
    return part;
  }

  function thumbnail(file) {
    const image = make("img", "wiki-bilder__klein");
    image.alt = "";
    const reader = new FileReader(); // the policy for contents allows data:, not blob:
    reader.addEventListener("load", () => (image.src = reader.result));
    reader.readAsDataURL(file);
    return image;
  }

  function valuesOf(part) {
    const values = {};
    for (const question of part.querySelectorAll("[data-bildfeld]")) {
      const field = question.querySelector("input, select, textarea");
      if (field.type !== "checkbox") values[question.dataset.bildfeld] = field.value;
      else if (field.checked) values[question.dataset.bildfeld] = "on";
    }
    return values;
  }

  function complain(part, errors) {
    for (const question of part.querySelectorAll("[data-bildfeld]")) {
      const said = errors[question.dataset.bildfeld] || "";
      question.querySelector("[role=alert]").textContent = said;
      question.querySelector("input, select, textarea").setAttribute("aria-invalid", String(Boolean(said)));
    }
  }

  class Pictures {
    constructor(questions, files, insert, element) {
      this.insert = insert;
      this.box = make("section", "wiki-bilder");
      this.box.setAttribute("aria-label", "Neue Bilder");
      const parsed = new DOMParser().parseFromString(questions, "text/html");
      boxes += 1;
      this.all = numbered(parsed.querySelector(".wiki-bilder__alle"), boxes);
      const each = parsed.querySelector("template").content;
      this.entries = files.map((file, number) => this.entry(file, each, `${boxes}-${number}`));
      this.said = make("p", "wiki-bilder__fehler");
      this.said.setAttribute("role", "alert");
      const many = files.length > 1;
      this.send = button(many ? "Bilder einfügen" : "Bild einfügen", "", () => this.upload());
      const ways = make("div", "wiki-knoepfe");
      ways.append(
        this.send,
        button(many ? "Ohne die Bilder" : "Ohne das Bild", "button-secondary", () => this.box.remove()),
      );
      const title = many ? `${files.length} Bilder: Wer hat sie gemacht?` : "Ein Bild: Wer hat es gemacht?";
      const list = make("ol", "wiki-bilder__liste");
      list.append(...this.entries.map(({ part }) => part));
      this.box.append(make("p", "wiki-live__titel", title), this.all, list, this.said, ways);
      apart(this.box);
      element.after(this.box);
      this.box.scrollIntoView({ block: "nearest" });
      this.box.querySelector("input, select")?.focus({ preventScroll: true });
    }

    entry(file, each, number) {
      const part = make("li", "wiki-bilder__bild");
      const fields = make("div");
      fields.append(make("strong", "", file.name), each.cloneNode(true));
      part.append(thumbnail(file), numbered(fields, number));
      return { file, part };
    }

    async upload() {
      this.send.disabled = true;
      this.said.textContent = "";
      try {
        for (const entry of [...this.entries]) {
          if (!(await this.one(entry))) return;
        }
        this.box.remove();
      } catch {
        this.said.textContent = "Das hat nicht geklappt. Bitte noch einmal versuchen.";
      } finally {
        this.send.disabled = false;
      }
    }

    async one(entry) {
      const data = new FormData();
      const values = { ...valuesOf(this.all), ...valuesOf(entry.part) };
      for (const [name, value] of Object.entries(values)) data.append(PREFIX + name, value);
      data.append(`${PREFIX}title`, entry.file.name.replace(/\.\w+$/, "").slice(0, 255) || "Bild");
      data.append(`${PREFIX}file`, entry.file, entry.file.name);
      const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(ADDRESS, { method: "POST", body: data, headers: { "X-CSRFToken": token } });
      if (answer.redirected) document.dispatchEvent(new Event("wiki:ohne-antwort"));
      const said = await answer.json();
      this.show(entry, said.fehler || {});
      if (!answer.ok) return false;
      this.entries.splice(this.entries.indexOf(entry), 1);
      entry.part.remove();
      this.insert({
        bild: { image: said.bild, alt_text: said.beschreibung, decorative: false },
        unterschrift: null,
      });
      return true;
    }

    // What has no field here (the file itself) is said below.
    show(entry, errors) {
      complain(this.all, errors);
      complain(entry.part, errors);
      const places = [...this.box.querySelectorAll("[data-bildfeld]")].map((q) => q.dataset.bildfeld);
      const other = Object.keys(errors).filter((name) => !places.includes(name));
      this.said.textContent = other.map((name) => `${entry.file.name}: ${errors[name]}`).join(" ");
      this.box.querySelector("[aria-invalid=true]")?.focus();
    }
  }

  // {files, insert(value), element}: `insert` puts a picture into the text.
  document.addEventListener("wiki:bilder", async (event) => {
    const { files, insert, element } = event.detail;
    event.preventDefault();
    const answer = await fetch(ADDRESS).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) {
      document.dispatchEvent(new Event("wiki:ohne-antwort"));
      return;
    }
    new Pictures(await answer.text(), files.slice(0, MAX_AT_ONCE), insert, element);
  });
})();
