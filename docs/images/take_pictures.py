"""
Take the pictures of the README anew, from a running `./dev demo`.

    .venv/bin/python docs/images/take_pictures.py ADDRESS
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = {
    "plan": "plans/oxfordshire/?at=2020-05-31",
    "measure": "plans/oxfordshire/measures/permanent-exclusions?at=2020-05-31",
}
CHROMIUM = "/usr/bin/chromium"


def main(address: str) -> None:
    """Open each page as wide as a laptop shows it, and keep its upper part."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1100, "height": 1000}, locale="en-GB")
        for name, path in PICTURES.items():
            page.goto(address.rstrip("/") + "/" + path)
            page.screenshot(path=Path(__file__).with_name(f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
