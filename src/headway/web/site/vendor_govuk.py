"""
Bring in the GOV.UK Frontend release that the pages use, without its branding.

A service that is not on GOV.UK may use the design system, but not its crest, its
logo or its typeface. So those are taken out here, and the result is refused if any
trace of them is left. Run it to move to another release, then look at every page:

    python -m headway.web.site.vendor_govuk 6.6.0

It needs npm, and only here: the two files it writes are kept in the repository.
"""

import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from headway.domain.errors import HeadwayError

FOLDER = Path(__file__).parent / "static" / "govuk"
BRANDED = ("Transport", "/assets/", "crest", "govuk-logo", "sourceMappingURL", "@font-face")
"""What may not be left in either file."""


class BrandingError(HeadwayError):
    """A trace of branding is left after it was taken out."""


def stripped_css(css: str) -> str:
    """
    The style sheet with Arial for GDS Transport and no crest, logo or font.

    >>> stripped_css('@font-face{font-family:GDS Transport}.a{font-family:GDS Transport,arial}')
    '.a{font-family:arial}'
    """
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,\s*', "", css)
    css = re.sub(r"[^{}]*(?:govuk-logo|__copyright-logo|__logotype)[^{}]*\{[^{}]*\}", "", css)
    return _without_map(css)


def stripped_script(script: str) -> str:
    """The script without the address of a source map that is not shipped."""
    return _without_map(script)


def refuse_branding(text: str, *, name: str) -> None:
    """
    Check that nothing of the branding is left.

    Raises:
        BrandingError: Something is, with the words that were found.
    """
    for trace in BRANDED:
        if trace in text:
            raise BrandingError(
                f'{name} still contains "{trace}". The new release words it differently: '
                "extend stripped_css so that it is taken out."
            )


def vendored(package: bytes) -> dict[str, str]:
    """The files to keep, by name, from the bytes of the npm package."""
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as archive:
        css = _member(archive, "package/dist/govuk/govuk-frontend.min.css")
        script = _member(archive, "package/dist/govuk/govuk-frontend.min.js")
    files = {
        "govuk-frontend.min.css": stripped_css(css),
        "govuk-frontend.min.js": stripped_script(script),
    }
    for name, text in files.items():
        refuse_branding(text, name=name)
    return files


def main(version: str) -> None:
    """Fetch the release and write its files beside their licence."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603 - a developer's own command, its argument their own
            ["npm", "pack", "--silent", f"govuk-frontend@{version}"],  # noqa: S607 - npm as the developer has it
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        package = next(Path(folder).glob("*.tgz")).read_bytes()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in vendored(package).items():
        (FOLDER / name).write_text(f"{text}\n", encoding="utf-8")
    (FOLDER / "version.txt").write_text(f"{version}\n", encoding="utf-8")


def _member(archive: tarfile.TarFile, name: str) -> str:
    found = archive.extractfile(name)
    if found is None:
        raise BrandingError(f"the package has no {name}: is this a release of govuk-frontend?")
    return found.read().decode("utf-8")


def _without_map(text: str) -> str:
    text = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", text)
    return re.sub(r"//# sourceMappingURL=\S*", "", text).rstrip()


if __name__ == "__main__":
    main(sys.argv[1])
