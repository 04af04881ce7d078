// Keeps the place when the language is switched: the link takes the place along that is being read: the first in
// the upper third of the window, else the last one above it.
// Without JavaScript the small links beside the headings do the same.
document.querySelectorAll("a.switch").forEach((link) => {
  const page = link.getAttribute("href").split("#")[0];
  const keep = () => {
    const places = [...document.querySelectorAll("main [id]:not(svg *, nav *)")];
    const above = places.filter((place) => place.getBoundingClientRect().top < window.innerHeight / 3);
    const place = above.find((each) => each.getBoundingClientRect().top >= 0) || above.pop();
    link.setAttribute("href", window.scrollY > 0 && place ? page + "#" + place.id : page);
  };
  link.addEventListener("pointerdown", keep);
  link.addEventListener("focus", keep);
  link.addEventListener("click", keep);
});
