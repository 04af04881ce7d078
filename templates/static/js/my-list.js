// Says it where the site did not answer: the form stays as it is, so nothing that was typed is lost.
const tell = () => {
  const said = document.getElementById("said");
  const told = document.getElementById("told");
  if (!said || !told) return;
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = said.dataset.lost;
  told.replaceChildren(notice);
  said.textContent = said.dataset.lost;
};
for (const lost of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(lost, tell);

// htmx notes the address of the page in the session's storage even where its history is off. Which illness somebody
// reads about stays nowhere.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
for (const moment of ["DOMContentLoaded", "htmx:afterSettle"]) document.addEventListener(moment, forget);
window.addEventListener("pagehide", forget);
