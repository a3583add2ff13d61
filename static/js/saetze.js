// The answer in sentences comes into the page. Without this script the button opens a page with it.
document.addEventListener("submit", async (ereignis) => {
  const formular = ereignis.target;
  if (!formular.matches("form[data-saetze]")) return;
  ereignis.preventDefault();
  if (formular.getAttribute("aria-busy")) return;
  formular.setAttribute("aria-busy", "true");
  const meldung = formular.querySelector("[data-warten]");
  meldung.textContent = meldung.dataset.warten;
  try {
    const geholt = await fetch(formular.action, { method: "POST", body: new URLSearchParams(new FormData(formular)) });
    const seite = new DOMParser().parseFromString(await geholt.text(), "text/html");
    const teil = document.importNode(seite.getElementById("saetze"), true);
    // By now the page may show the answer to another question.
    if (!formular.isConnected) return;
    formular.closest("#saetze").replaceWith(teil);
    teil.querySelector("h2").focus();
  } catch {
    if (formular.isConnected) formular.submit();
  }
});
