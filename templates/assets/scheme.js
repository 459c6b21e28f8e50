// What must be known before anything is drawn: that scripts run, and the reader's choice of light or dark, which page.js keeps.
// @ts-check
document.documentElement.dataset.scripts = "run";
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage is barred: the page follows the system.
}
