// The place on a page outlives the notice of an error, which is shorter than the page was.
(() => {
  const page = location.pathname;
  const store = sessionStorage;
  if (document.documentElement.hasAttribute("data-notice")) {
    store.setItem("noticed", page);
    return;
  }
  const [left, place] = (store.getItem("left") ?? "").split("\n");
  if (store.getItem("noticed") === page && left === page) {
    // Else the browser goes to where the notice was, after this.
    history.scrollRestoration = "manual";
    const restore = () => {
      scrollTo({ top: Number(place), behavior: "instant" });
      history.scrollRestoration = "auto";
    };
    addEventListener("load", () => requestAnimationFrame(restore));
  }
  store.removeItem("noticed");
  addEventListener("pagehide", () => store.setItem("left", `${page}\n${scrollY}`));
})();
