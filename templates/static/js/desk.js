/* The editors' desk: counts words while somebody types, and warns before what was typed is lost. Without it all works. */
"use strict";
(() => {
  const WORD = /[\p{L}\p{N}_’'-]+/gu;
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/gu;
  // what a reader meets: links give way to their words, and no source is a word
  const read = (typed) => typed.replace(/\[@[a-z0-9-]+\]/g, "").replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1").replace(/\*/g, "");

  document.addEventListener("input", (event) => {
    const field = event.target;
    const line = field.id && document.getElementById(`${field.id}_measure`);
    const count = line && line.querySelector("[data-count]");
    if (!count) return;
    const found = read(field.value).match(count.dataset.count === "han" ? HAN : WORD);
    count.textContent = found ? found.length : 0;
    for (const level of line.querySelectorAll(".level")) level.hidden = true;
    for (const later of line.querySelectorAll(".level-later")) later.hidden = false;
  });

  const form = document.querySelector(".change-form #content-main form[id$='_form']");
  if (!form) return;
  const typed = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  const refused = document.querySelector(".errornote") !== null; // what stands in the fields was not saved
  let before = null;
  let leaves = false;
  addEventListener("pageshow", () => {
    before = before === null ? typed() : before;
    leaves = false;
  });
  form.addEventListener("submit", () => {
    leaves = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaves && before !== null && (refused || typed() !== before)) event.preventDefault();
  });
})();
