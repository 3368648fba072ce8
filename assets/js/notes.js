// A card at the mark, filled from its endnote; without it, that is a sheet (60-notes.css).
(() => {
  const list = document.getElementById("notes");
  if (!list || !HTMLElement.prototype.showPopover) return;
  document.documentElement.classList.add("js");
  // These close the sheet. They are not shown, but said where the browser has put the list off.
  list.querySelectorAll(".close").forEach((link) => link.remove());

  const MARKS = 'a[role="doc-noteref"]';
  const HOVER_IN = 250;
  const HOVER_OUT = 300;
  const anchored = CSS.supports("position-area: block-end");
  const narrow = matchMedia("(max-width: 40rem)");
  const canHover = matchMedia("(hover: hover) and (pointer: fine)");

  const element = (tag, properties) => Object.assign(document.createElement(tag), properties);

  const card = element("div", { className: "note-card", popover: "auto", tabIndex: -1, role: "dialog" });
  document.body.append(card);

  let current = null; // the mark
  let pinned = false; // opened on purpose
  let timer;

  const isOpen = () => card.matches(":popover-open");

  const hold = () => {
    pinned = true;
    card.focus({ preventScroll: true });
  };

  // But for a click that asks for a new tab or window.
  const onClick = (mark, show) => mark.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show();
  });

  const fill = (mark) => {
    const note = document.getElementById(mark.hash.slice(1));
    if (!note) return false;
    const copy = note.cloneNode(true);
    copy.querySelectorAll("[id], [tabindex]").forEach((each) => {
      each.removeAttribute("id");
      each.removeAttribute("tabindex");
    });
    const onclick = () => card.hidePopover();
    const button = element("button", { type: "button", textContent: "×", ariaLabel: list.dataset.close, onclick });
    const all = element("a", { href: `#${note.id}`, textContent: list.dataset.all, onclick });
    copy.querySelector(".ways").replaceChildren(all);
    const number = element("p", { className: "number", textContent: note.value });
    // A note that this one refers to takes its place, at the same mark.
    copy.querySelectorAll(`${MARKS}, a.again`).forEach((inner) => onClick(inner, () => {
      fill(inner);
      hold();
    }));
    card.ariaLabel = mark.ariaLabel ?? current.ariaLabel;
    card.replaceChildren(button, number, ...copy.children);
    card.scrollTop = 0;
    return true;
  };

  const place = (mark) => {
    const box = mark.getBoundingClientRect();
    card.style.cssText = "";
    if (narrow.matches) {
      if (box.bottom > innerHeight - card.offsetHeight) card.style.inset = "0 0 auto";
      return;
    }
    if (anchored) return;
    const top = Math.min(box.bottom + 8, innerHeight - card.offsetHeight - 8);
    const left = Math.min(box.left, innerWidth - card.offsetWidth - 8);
    card.style.inset = `${Math.max(8, top)}px auto auto ${Math.max(8, left)}px`;
  };

  const open = (mark, onPurpose) => {
    clearTimeout(timer);
    if (current !== mark || !isOpen()) {
      if (isOpen()) card.hidePopover();
      if (!fill(mark)) return;
      current = mark;
      card.showPopover({ source: mark });
      place(mark);
      mark.ariaExpanded = "true";
    }
    if (onPurpose) hold();
  };

  const closeSoon = () => {
    clearTimeout(timer);
    if (!pinned) timer = setTimeout(() => pinned || card.hidePopover(), HOVER_OUT);
  };

  card.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed" || !current) return;
    current.ariaExpanded = "false";
    if (pinned) current.focus({ preventScroll: true });
    current = null;
    pinned = false;
  });
  // What the reader goes on to is not under the card.
  card.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (!next || next === current || card.contains(next)) return;
    pinned = false;
    card.hidePopover();
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", closeSoon);

  addEventListener("scroll", () => isOpen() || clearTimeout(timer), { passive: true });

  document.querySelectorAll(MARKS).forEach((mark) => {
    mark.ariaHasPopup = "dialog";
    mark.ariaExpanded = "false";
    onClick(mark, () => open(mark, true));
    mark.addEventListener("pointerenter", () => {
      if (!canHover.matches || pinned) return;
      clearTimeout(timer);
      timer = setTimeout(() => open(mark, false), HOVER_IN);
    });
    mark.addEventListener("pointerleave", closeSoon);
  });
})();
