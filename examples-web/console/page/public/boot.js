// Runs before the first paint: the colour scheme that was chosen here, so that nothing flashes, and
// a word in case that the page's own script never comes.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage is switched off: the system's scheme it is.
  }
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.mantineColorScheme = dark ? "dark" : "light";

  const sayThatItFailed = () => {
    if (root.dataset.started === undefined) {
      document.getElementById("boot-failed")?.removeAttribute("hidden");
    }
  };
  addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement) sayThatItFailed();
    },
    true,
  );
  setTimeout(sayThatItFailed, 15_000);
})();
