// In the editor: text pasted from Word, LibreOffice or Excel keeps tables (as blocks), headings
// and lists; pictures are asked about, because each needs a credit.
(function () {
  "use strict";
  const ARTICLE = "inhalt";
  const TEXT = "[contenteditable=true]";
  const HEADING = /\b(?:MsoTitle|MsoSubtitle|MsoHeading\w*|Heading-?\d|berschrift\d)\b/;
  const NUMBERED = /^\(?[\da-z]{1,4}[.)]/i;
  const MAX_CELLS = 2000; // more is a list to import, not a table to read

  // --- from the clipboard to pieces ----------------------------------------------------------

  function rename(element, name) {
    const made = document.createElement(name);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  }

  function clean(html) {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    for (const element of body.querySelectorAll("style, script, meta, link, title, xml")) element.remove();
    for (const element of body.querySelectorAll("h1, h2, h4, h5, h6")) rename(element, "h3");
    for (const element of body.querySelectorAll("p")) {
      if (HEADING.test(element.className)) rename(element, "h3");
    }
    listsOf(body);
    return body;
  }

  // Word writes a list as paragraphs, each with its bullet as text.
  function listsOf(body) {
    let list = null;
    let last = null;
    for (const item of [...body.querySelectorAll("p")]) {
      if (!/mso-list:\s*(?!none|skip|Ignore)/i.test(item.getAttribute("style") || "")) continue;
      const sign = [...item.querySelectorAll("span")].find((span) =>
        /mso-list:\s*Ignore/i.test(span.getAttribute("style") || ""),
      );
      const name = NUMBERED.test((sign ? sign.textContent : "").trim()) ? "ol" : "ul";
      if (sign) sign.remove();
      const follows = list && last && item.previousElementSibling === list && list.localName === name;
      if (!follows) {
        list = document.createElement(name);
        item.before(list);
      }
      last = rename(item, "li");
      list.append(last);
    }
  }

  // Merged cells: down, each row has the value; across, the first cell has it.
  function rowsOf(table) {
    const rows = [];
    [...table.rows].forEach((row, y) => {
      rows[y] = rows[y] || [];
      let x = 0;
      for (const cell of row.cells) {
        while (rows[y][x] !== undefined) x += 1;
        const text = cell.textContent.replace(/\s+/g, " ").trim();
        const wide = Math.min(cell.colSpan, 50);
        const high = Math.min(cell.rowSpan, table.rows.length - y);
        for (let down = 0; down < high; down += 1) {
          rows[y + down] = rows[y + down] || [];
          for (let across = 0; across < wide; across += 1) {
            rows[y + down][x + across] = across ? "" : text;
          }
        }
        x += wide;
      }
    });
    return squared(rows.filter((row) => row.some(Boolean)));
  }

  function squared(rows) {
    const used = (x) => rows.some((row) => row[x]);
    const width = Math.max(0, ...rows.map((row) => row.length));
    const columns = [...Array(width).keys()].filter(used);
    return rows.map((row) => columns.map((x) => row[x] || ""));
  }

  function isTable(rows) {
    const cells = rows.length * (rows[0] || []).length;
    return cells > 1 && cells <= MAX_CELLS;
  }

  function tableState(rows) {
    const [first, ...others] = rows.length > 1 ? rows : [rows[0].map(() => ""), rows[0]];
    return {
      columns: first.map((heading) => ({ type: "text", heading })),
      rows: others.map((values) => ({ values })),
      caption: "",
    };
  }

  // [{html}, {rows}, {html}]: what stands before, in and behind the tables, in order.
  function piecesOf(body) {
    const tables = [...body.querySelectorAll("table")]
      .filter((table) => !table.parentElement.closest("table"))
      .map((table) => ({ table, rows: rowsOf(table) }))
      .filter(({ rows }) => isTable(rows));
    const pieces = [];
    const place = document.createRange();
    place.setStart(body, 0);
    for (const { table, rows } of tables) {
      place.setEndBefore(table);
      pieces.push({ html: htmlOf(place.cloneContents()) }, { rows });
      place.setStartAfter(table);
    }
    place.setEndAfter(body.lastChild || body);
    pieces.push({ html: htmlOf(place.cloneContents()) });
    return pieces.filter((piece) => piece.rows || piece.html);
  }

  function htmlOf(fragment) {
    const box = document.createElement("div");
    box.append(fragment);
    for (const comment of commentsIn(box)) comment.remove();
    while (box.firstChild && !box.firstChild.textContent.trim()) box.firstChild.remove();
    while (box.lastChild && !box.lastChild.textContent.trim()) box.lastChild.remove();
    return box.innerHTML;
  }

  function commentsIn(box) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  // --- into the form -------------------------------------------------------------------------

  // The block that a text field stands in: {sequence, index, child}.
  function placeOf(element) {
    const root = document.getElementById(`${ARTICLE}-root`);
    return root && root.rootBlock ? search(root.rootBlock, element) : null;
  }

  function search(block, element) {
    if (block.children && block.insert) {
      const index = block.children.findIndex((child) => child.element.contains(element));
      if (index < 0) return null;
      const child = block.children[index];
      return search(child.block, element) || { sequence: block, index, child };
    }
    for (const child of Object.values(block.childBlocks || {})) {
      const found = search(child, element);
      if (found) return found;
    }
    return null;
  }

  function pasteInto(element, html) {
    const data = new DataTransfer();
    const box = document.createElement("div");
    box.innerHTML = html;
    data.setData("text/html", html);
    data.setData("text/plain", box.textContent);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    event.ours = true;
    element.dispatchEvent(event);
  }

  function editorOf(child) {
    const input = [...child.element.querySelectorAll("input[type=hidden]")].find((i) => i.draftailEditor);
    return input ? input.draftailEditor : null;
  }

  // What stands behind the caret moves into a block of its own, so that the table comes before it.
  function splitBehindCaret(place) {
    const editor = editorOf(place.child);
    const { stateBefore, stateAfter, shouldMoveCommentFn } = window.draftail.splitState(
      editor.getEditorState(),
    );
    if (!stateAfter.getCurrentContent().hasText()) return;
    place.child.split(stateBefore, stateAfter, shouldMoveCommentFn);
  }

  function add(sequence, type, value, index) {
    const id = crypto.randomUUID ? crypto.randomUUID() : undefined;
    return sequence.insert({ type, value, id }, index, { animate: false });
  }

  // Pasted into the middle of a paragraph, a heading or list would become part of it.
  function begins(html) {
    return /^\s*<(h3|ul|ol)\b/.test(html);
  }

  function ends(html) {
    return /<\/(h3|ul|ol)>\s*$/.test(html);
  }

  function insert(place, element, pieces) {
    let { index } = place;
    if (!pieces.length) return index;
    const last = pieces[pieces.length - 1];
    const selected = editorOf(place.child).getEditorState().getSelection();
    const anew = selected.getStartOffset() > 0 && begins(pieces[0].html || "");
    if (anew || last.rows || pieces.length > 1 || ends(last.html)) {
      if (!selected.isCollapsed()) document.execCommand("delete");
      splitBehindCaret(place);
    }
    let target = anew ? null : element;
    for (const piece of pieces) {
      if (piece.html && target) {
        pasteInto(target, piece.html);
      } else {
        index += 1;
        const type = piece.rows ? "tabelle" : "text";
        const empty = place.sequence.blockDef.initialChildStates.text;
        const made = add(place.sequence, type, piece.rows ? tableState(piece.rows) : empty, index);
        if (piece.html) later(made, piece.html);
      }
      target = null;
    }
    return index;
  }

  // A new editor takes a moment until it listens.
  function later(child, html, tries = 20) {
    const text = child.element.querySelector(TEXT);
    if (text) pasteInto(text, html);
    else if (tries) setTimeout(() => later(child, html, tries - 1), 50);
  }

  // --- pictures ------------------------------------------------------------------------------

  function askAbout(number, place, index) {
    if (!place.sequence.blockDef.childBlockDefsByName.bild) return;
    const { element } = place.child;
    element.parentElement.querySelector(".wiki-eingefuegt")?.remove();
    const box = document.createElement("div");
    box.className = "wiki-eingefuegt";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    const many = number > 1;
    text.textContent = many
      ? `${number} Bilder sind nicht mit eingefügt: Jedes braucht Urheber, Lizenz und eine Beschreibung.`
      : "Ein Bild ist nicht mit eingefügt: Es braucht Urheber, Lizenz und eine Beschreibung.";
    box.append(
      text,
      button(many ? "Plätze für die Bilder anlegen" : "Platz für das Bild anlegen", "", () => {
        for (let n = 0; n < number; n += 1) {
          add(place.sequence, "bild", place.sequence.blockDef.initialChildStates.bild, index + 1 + n);
        }
        box.remove();
        place.sequence.children[index + 1].element.scrollIntoView({ block: "center" });
      }),
      button(many ? "Ohne die Bilder" : "Ohne das Bild", "button-secondary", () => box.remove()),
    );
    element.after(box);
  }

  function button(label, kind, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `button button-small ${kind}`;
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  }

  function pictures(files) {
    return [...files].filter((file) => file.type.startsWith("image/"));
  }

  // LibreOffice and browsers put the picture itself into the text; Word names a file out of reach.
  function fileIn(image, number) {
    const match = /^data:(image\/(?:png|jpeg|gif|webp));base64,([\w+/=\s]+)$/.exec(image.getAttribute("src") || "");
    if (!match) return null;
    const bytes = Uint8Array.from(atob(match[2].replace(/\s/g, "")), (sign) => sign.charCodeAt(0));
    const ending = match[1].slice("image/".length);
    return new File([bytes], `Bild ${number + 1}.${ending}`, { type: match[1] });
  }

  // Files are asked about and taken along; of pictures out of reach only the place can be kept.
  function take(files, number, place, index) {
    if (!place.sequence.blockDef.childBlockDefsByName.bild) return;
    const missing = number - files.length;
    if (missing > 0) askAbout(missing, place, index);
    if (!files.length) return;
    let next = index;
    const insert = (value) => {
      next += 1;
      add(place.sequence, "bild", value, next);
      place.child.element.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const detail = { files, insert, element: place.child.element };
    document.dispatchEvent(new CustomEvent("wiki:bilder", { detail, cancelable: true }));
  }

  // --- events --------------------------------------------------------------------------------

  function onPaste(event) {
    if (event.ours || !event.clipboardData) return;
    const element = event.target.closest?.(TEXT);
    const place = element && placeOf(element);
    if (!place || place.child.type !== "text") return;
    const html = event.clipboardData.getData("text/html");
    if (html.includes("data-editor-content")) return; // copied here: the editor keeps all of it
    const body = clean(html);
    const images = [...body.querySelectorAll("img")];
    const pasted = pictures(event.clipboardData.files);
    // Beside a text the clipboard holds a picture of the whole: only one for one is the picture meant.
    const files =
      !html || images.length === pasted.length ? pasted : images.map(fileIn).filter(Boolean);
    const number = Math.max(images.length, files.length);
    for (const image of images) image.remove();
    const pieces = piecesOf(body);
    if (!pieces.length && !number) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const index = insert(place, element, pieces);
    if (number) take(files, number, place, index);
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // The text that a picture is dropped on, or the last one above.
  function textFor(target) {
    const root = document.getElementById(`${ARTICLE}-root`);
    const exact = target.closest?.(TEXT);
    if (exact) return exact;
    if (!root || !root.contains(target)) return null;
    const above = [...root.querySelectorAll(TEXT)].filter(
      (text) => text.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return above.pop() || root.querySelector(TEXT);
  }

  // Beside a text the browser would leave the page, and show the picture instead.
  function onDrag(event) {
    const brings = [...(event.dataTransfer?.types || [])].includes("Files");
    if (brings && !event.target.closest?.("input[type=file], [data-dropzone]")) event.preventDefault();
  }

  function onDrop(event) {
    const files = pictures(event.dataTransfer?.files || []);
    if (!files.length || event.target.closest?.("input[type=file]")) return;
    const element = textFor(event.target);
    const place = element && placeOf(element);
    event.preventDefault();
    if (!place) return;
    event.stopImmediatePropagation();
    take(files, files.length, place, place.index);
  }

  document.addEventListener("dragover", onDrag);
  document.addEventListener("paste", onPaste, true);
  document.addEventListener("drop", onDrop, true);
})();
