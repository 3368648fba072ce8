// Another language is opened at the question that the address names, else at the one in view.
document.querySelector(".languages")?.addEventListener("click", ({ target }) => {
  const questions = [...document.querySelectorAll(".qa")];
  const seen = (each) => each.getBoundingClientRect().top < innerHeight / 2;
  const named = (each) => `#${each.id}` === location.hash;
  target.hash = (questions.find(named) ?? questions.findLast(seen))?.id ?? "";
});
