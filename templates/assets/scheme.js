// The reader's choice of light or dark, applied before anything is drawn. page.js keeps it.
// @ts-check
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage is barred: the page follows the system.
}
