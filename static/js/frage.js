// The question field holds several lines, yet Enter asks, as in every search box.
// Shift + Enter starts a new line. Without this script the button does it all.
for (const feld of document.querySelectorAll("textarea[data-enter-fragt]")) {
  document.getElementById(feld.dataset.enterFragt).hidden = false;
  feld.addEventListener("keydown", (ereignis) => {
    if (ereignis.key !== "Enter" || ereignis.shiftKey || ereignis.isComposing) return;
    ereignis.preventDefault();
    feld.form.requestSubmit();
  });
}
