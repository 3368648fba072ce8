// Another language is opened at the question that the reader is at.
document.querySelector(".languages")?.addEventListener("click", ({ target }) => {
  const seen = (each) => each.getBoundingClientRect().top < innerHeight / 2;
  target.hash = [...document.querySelectorAll(".qa")].findLast(seen)?.id ?? "";
});
