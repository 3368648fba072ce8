// A note of the list is one stop for Tab; the arrows go on in it. Set up at the first focus.
document.querySelector("#notes > ol")?.addEventListener("focusin", ({ target, currentTarget: list }) => {
  const stopAt = (links, at) => links.forEach((link) => { link.tabIndex = link === at ? 0 : -1; });
  const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";

  for (const note of list.children) {
    const links = [...note.querySelectorAll("a:not(.close)")];
    stopAt(links, links.includes(target) ? target : links[0]);
    note.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const next = links[links.indexOf(event.target) + (event.key === forward ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      stopAt(links, next);
      next.focus();
    });
  }
}, { once: true });
