// Light, dark, or as the system is: kept on this device, known before the page is drawn.
(() => {
  const KEY = "theme";
  const root = document.documentElement;

  // Where storage is forbidden, a choice lasts as long as the page.
  const stored = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };

  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    // For what the browser itself draws before the style sheet has come.
    document.querySelector('meta[name="color-scheme"]').content = theme || "light dark";
    document.querySelectorAll(".themes button").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.value === theme)));
  };

  const kept = () => {
    const theme = stored((storage) => storage.getItem(KEY));
    return theme === "light" || theme === "dark" ? theme : "";
  };

  show(kept());
  addEventListener("storage", () => show(kept())); // chosen in another window
  addEventListener("pageshow", () => show(kept())); // and come back to by Back
  document.addEventListener("DOMContentLoaded", () => {
    const themes = document.querySelector(".themes");
    if (!themes) return;
    themes.hidden = false;
    themes.addEventListener("click", ({ target: { value: theme } }) => {
      if (theme === undefined) return;
      stored((storage) => theme ? storage.setItem(KEY, theme) : storage.removeItem(KEY));
      show(theme);
    });
  });
})();
