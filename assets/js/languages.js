// Another language is opened at the question that the reader is at.
document.querySelectorAll('.languages [rel="alternate"]').forEach((link) =>
  link.addEventListener("click", () => {
    const seen = [...document.querySelectorAll(".qa")]
      .filter((each) => each.getBoundingClientRect().top < innerHeight / 2);
    link.hash = seen.length ? seen.at(-1).id : "";
  }));
