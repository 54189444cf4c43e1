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
([mark, known]) => {
  const kinds = new WeakMap(), marked = new Set(known), found = [];
  const named = new Set([...document.querySelectorAll("[aria-labelledby]")].flatMap(
    one => one.getAttribute("aria-labelledby").split(/\\s+/)));
  let alone = performance.timeOrigin;
  const numbered = words => {
    let high = 0xdeadbeef, low = 0x41c6ce57;
    for (let at = 0; at < words.length; at++) {
      high = Math.imul(high ^ words.charCodeAt(at), 2654435761);
      low = Math.imul(low ^ words.charCodeAt(at), 1597334677);
    }
    high = Math.imul(high ^ (high >>> 15), 2246822507) ^ low;
    low = Math.imul(low ^ (low >>> 13), 3266489909) ^ high;
    return 4294967296 * (low & 2097151) + (high >>> 0);
  };
  const isMoved = style =>
    style.position !== "static" || style.float !== "none" || style.transform !== "none" ||
    style.marginTop.startsWith("-") || style.marginLeft.startsWith("-");
  const isInText = link => {
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const ofLinks = block.querySelectorAll("a").values()
      .reduce((sum, one) => sum + one.textContent.trim().length, 0);
    return block.textContent.trim().length > 2 * ofLinks;
  };
  const drawn = element => {
    const style = getComputedStyle(element);
    const length = element.childNodes.values().filter(one => one.nodeType === Node.TEXT_NODE)
      .reduce((sum, one) => sum + one.data.trim().length, 0);
    return [
      element.tagName, element.className, element.type, element.disabled,
      element.ariaDisabled, element.control?.disabled, length > 1 ? 2 : length, style.color,
      style.backgroundColor, style.backgroundImage, style.opacity, style.fontSize,
      style.fontWeight, style.textShadow, style.filter, style.mixBlendMode, style.visibility,
      style.display, style.overflow, style.textIndent, style.clipPath, style.textDecorationLine,
      ["::before", "::after"].map(part => getComputedStyle(element, part).content).join(),
      element.matches("a[href]") && isInText(element),
      isMoved(style) || named.has(element.id) ? `alone ${alone++}` : "",
    ].join("|");
  };
  const kind = element => {
    if (!kinds.has(element)) {
      const above = element.parentElement ? kind(element.parentElement) : -1;
      kinds.set(element, numbered(`${above}|${drawn(element)}`));
    }
    return kinds.get(element);
  };
  for (const element of document.querySelectorAll("*")) {
    if (marked.has(kind(element))) continue;
    element.setAttribute(mark, "");
    marked.add(kind(element));
    found.push(kind(element));
  }
  axe.configure({ rules: [
    { id: "color-contrast", selector: `[${mark}]` },
    { id: "link-in-text-block", selector: `a[href][${mark}], [role=link][${mark}]` },
  ] });
  return found;
}
"""
"""
Marks one of all elements that are drawn alike, as is all that they stand in: the tenth cell of a
column cannot be harder to read than the first, nor the head of the tenth page. Looking at each took
most of the time of a long page. What is the name of another element, which may be out of use, or is
moved out of its place, over or under something else, is like nothing, nor is anything within it.
"""

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""Rules about words that must stand out: from what is behind them, from those beside them."""


def complaints_of_axe(
    page: Page, *, colours: bool = True, known: set[int] | None = None
) -> list[str]:
    """
    What axe objects to on the page as it stands now; empty when there is nothing.

    Args:
        page: What to look at.
        colours: Whether words must stand out too.
        known: What was drawn alike on pages before, whose colours were looked at there; what
            this page has beside it is added.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    if colours:
        seen = set() if known is None else known
        seen.update(page.evaluate(MARK_ONE_OF_EACH, [MARK, list(seen)]))
    options = {
        "resultTypes": ["violations"],
        "rules": {name: {"enabled": colours} for name in OF_COLOURS},
        # No rule that is in force looks at the text of style sheets, which axe would load again.
        "preload": {"assets": ["media"]},
    }
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"axe {rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
