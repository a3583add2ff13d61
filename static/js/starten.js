// Starts fields and panels of the CMS that Wagtail starts with inline scripts: so the pages need
// none, and none that somebody has smuggled in is run. What may be started stands here.
(function () {
  "use strict";
  const FIELDS = ["initDateChooser", "initTimeChooser", "initDateTimeChooser", "createTaskChooser"];
  const CHOOSERS = ["Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser"];
  const RELATED = "verwandte"; // of which panel a side panel offers more (static/js/redaktion.js)

  function startPanel(Panel, options) {
    const panel = new Panel(options);
    const add = panel.addForm.bind(panel);
    panel.addForm = (...given) => {
      const added = add(...given);
      // Before the observer would: Wagtail fills the fields of the new row at once.
      startAll(document.getElementById(`${options.formsetPrefix}-FORMS`));
      return added;
    };
    if (!options.formsetPrefix.endsWith(RELATED)) return;
    document.addEventListener("wiki:verwandt", (event) => {
      panel.addForm();
      const { formsetPrefix, chooserFieldName } = panel.opts;
      const id = `${formsetPrefix}-${panel.formCount - 1}-${chooserFieldName}`;
      panel.chooserWidgetFactory.getById(id).setStateFromModalData(event.detail);
    });
  }

  function start(element) {
    const { wikiStart: name, wikiId: id, wikiOptions } = element.dataset;
    element.remove(); // once
    const options = JSON.parse(wikiOptions || "null");
    // Else what is no date ("Ende 2027") becomes today's as soon as the field is left.
    if (FIELDS.includes(name)) window[name](id, options && { ...options, validateOnBlur: false });
    else if (CHOOSERS.includes(name)) new window[name](id, options);
    else if (name === "InlinePanel") startPanel(window.InlinePanel, options);
    else if (name === "MultipleChooserPanel") startPanel(window.MultipleChooserPanel, options);
  }

  function startAll(root) {
    if (root.matches("[data-wiki-start]")) start(root);
    else root.querySelectorAll("[data-wiki-start]").forEach(start);
  }

  // What comes later: another row of a panel, a form in a window.
  function watch(records) {
    for (const record of records)
      for (const node of record.addedNodes)
        if (node.nodeType === Node.ELEMENT_NODE && node.isConnected) startAll(node);
  }

  function begin() {
    startAll(document.body);
    new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
