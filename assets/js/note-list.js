// A note of the list is one stop for Tab, whatever number of links it has; the arrows go on in it.
(() => {
  const stopAt = (links, at) => links.forEach((link) => { link.tabIndex = link === at ? 0 : -1; });

  document.querySelectorAll("#notes > ol > li").forEach((note) => {
    const links = [...note.querySelectorAll("a:not(.close)")];
    stopAt(links, links[0]);
    note.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const forward = getComputedStyle(note).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const next = links[links.indexOf(event.target) + (event.key === forward ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      stopAt(links, next);
      next.focus();
    });
  });
})();
