// <wissens-wiki frage="Parken">, <wissens-wiki kommune="trier">, <wissens-wiki projekt="15">, or without
// any of them the empty search: a frame of the wiki that this file comes from. It sets no cookie, keeps
// nothing and asks nobody else; what the frame shows is what anybody may read.
{
  const wiki = new URL(document.currentScript.src).origin;

  customElements.define(
    "wissens-wiki",
    class extends HTMLElement {
      static observedAttributes = ["frage", "kommune", "projekt", "hoehe", "titel"];

      connectedCallback() {
        this.replaceChildren(this.frame());
      }

      attributeChangedCallback() {
        if (this.isConnected) this.replaceChildren(this.frame());
      }

      frame() {
        const rahmen = document.createElement("iframe");
        rahmen.src = wiki + this.path();
        rahmen.title = this.getAttribute("titel") || "Wissens-Wiki";
        rahmen.loading = "lazy";
        rahmen.width = "100%";
        rahmen.height = this.getAttribute("hoehe") || "520";
        rahmen.style.border = "0";
        return rahmen;
      }

      path() {
        const [kommune, projekt] = ["kommune", "projekt"].map((name) => this.getAttribute(name));
        if (kommune) return `/einbetten/kommune/${encodeURIComponent(kommune)}/`;
        if (projekt) return `/einbetten/projekt/${encodeURIComponent(projekt)}/`;
        const frage = this.getAttribute("frage");
        return "/einbetten/suche/" + (frage ? `?${new URLSearchParams({ q: frage })}` : "");
      }
    },
  );
}
