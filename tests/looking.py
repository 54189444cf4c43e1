"""The browser that looks at pages, and what axe finds wrong with one, as sentences."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_SHELL, _WHOLE = Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")

CHROMIUM = _SHELL if _SHELL.exists() else _WHOLE
"""Chromium without its window where there is one, which starts and loads in half the time."""

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""What keeps it from calling out."""

MARK = "data-unlike-the-rest"

MARK_ONE_OF_EACH = """
mark => {
  const numbers = new Map(), known = new WeakMap(), marked = new Set();
  const numbered = words => numbers.get(words) ?? numbers.set(words, numbers.size).get(words);
  const named = new Set([...document.querySelectorAll("[aria-labelledby]")].flatMap(
    one => one.getAttribute("aria-labelledby").split(/\\s+/)));
  const isMoved = style =>
    style.position !== "static" || style.float !== "none" || style.transform !== "none" ||
    style.marginTop.startsWith("-") || style.marginLeft.startsWith("-");
  const drawn = element => {
    const style = getComputedStyle(element);
    const length = element.childNodes.values().filter(one => one.nodeType === Node.TEXT_NODE)
      .reduce((sum, one) => sum + one.data.trim().length, 0);
    return [
      element.tagName, element.className, element.type, element.disabled,
      element.ariaDisabled, element.control?.disabled, length > 1 ? 2 : length, style.color,
      style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize,
      style.fontWeight, style.textShadow, style.filter, style.mixBlendMode, style.visibility,
      style.display, style.overflow, style.textIndent, style.clipPath,
      ["::before", "::after"].map(part => getComputedStyle(element, part).content).join(),
      isMoved(style) || named.has(element.id) ? `alone ${numbers.size}` : "",
    ].join("|");
  };
  const kind = element => {
    if (!known.has(element)) {
      const above = element.parentElement ? kind(element.parentElement) : -1;
      known.set(element, numbered(`${above}|${drawn(element)}`));
    }
    return known.get(element);
  };
  for (const element of document.querySelectorAll("*")) {
    if (!marked.has(kind(element))) element.setAttribute(mark, "");
    marked.add(kind(element));
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: `[${mark}]` }] });
}
"""
"""
Marks one of all elements that are drawn alike, as is all that they stand in: the tenth cell of a
column cannot be harder to read than the first. Looking at each took most of the time of a long
page. What is the name of another element, which may be out of use, or is moved out of its place,
over or under something else, is like nothing, nor is anything within it.
"""


def complaints_of_axe(page: Page, *, colours: bool = True) -> list[str]:
    """
    What axe objects to on the page as it stands now; empty when there is nothing.

    Args:
        page: What to look at.
        colours: Whether words must stand out from what is behind them too.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    if colours:
        page.evaluate(MARK_ONE_OF_EACH, MARK)
    rules = {"color-contrast": {"enabled": colours}}
    options = {"resultTypes": ["violations"], "rules": rules}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"axe {rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
