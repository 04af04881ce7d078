// Keeps the place when the language is switched: the link takes the nearest heading above the middle of the window along.
// Without JavaScript the small links beside the headings do the same.
document.querySelectorAll("a.switch").forEach((link) => {
  const page = link.getAttribute("href").split("#")[0];
  const keep = () => {
    const places = [...document.querySelectorAll("main [id]:not(svg *)")];
    const above = places.filter((place) => place.getBoundingClientRect().top < window.innerHeight / 3);
    link.setAttribute("href", window.scrollY > 0 && above.length ? page + "#" + above.pop().id : page);
  };
  link.addEventListener("pointerdown", keep);
  link.addEventListener("focus", keep);
  link.addEventListener("click", keep);
});
