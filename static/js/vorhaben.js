// A long sketch takes its time: say so, and do not send it twice.
const formulare = document.querySelectorAll("form[data-vorhaben]");

for (const formular of formulare) {
  const meldung = formular.querySelector("[data-warten]");
  formular.addEventListener("submit", (ereignis) => {
    if (formular.getAttribute("aria-busy")) {
      ereignis.preventDefault();
      return;
    }
    formular.setAttribute("aria-busy", "true");
    meldung.textContent = meldung.dataset.warten;
  });
}

// Who comes back by the browser's own button finds the form as it was, without the message.
addEventListener("pageshow", () => {
  for (const formular of formulare) {
    formular.removeAttribute("aria-busy");
    formular.querySelector("[data-warten]").textContent = "";
  }
});
