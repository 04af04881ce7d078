// The button that copies a text to the clipboard. Without JavaScript it stays hidden: the text can be copied by hand.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  const said = document.getElementById("said");
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.focus();
      text.select();
      done = document.execCommand("copy"); // where the page is not under https
      button.focus();
    }
    const words = done ? button.dataset.done : button.dataset.failed;
    if (done) button.textContent = words;
    said.classList.toggle("unseen", done);
    said.textContent = words;
  });
}
