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
