"""Typographer's characters read as plain ones, letter for letter, so that places stay true."""

import re

READ_LIMIT = 20_000
"""Characters of one text that are read; no cell is longer, and a hostile one must not cost."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
            "\u202f\u205f\u3000\u200b\ufeff",
            " ",
        ),
    }
)


def plain_letters(text: str) -> str:
    """
    The text with plain dashes, quotes and blanks, each in the place of its original.

    >>> plain_letters("‘18–23’"), len(plain_letters("‘18–23’"))
    ("'18-23'", 7)
    """
    return text[:READ_LIMIT].translate(_PLAIN)


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, without its figures."""
    return set(re.findall(r"[a-z][a-z'-]+", plain_letters(text).lower()))


def tidy(text: str) -> str:
    """One line, single blanks, no blanks or stray marks at the ends."""
    return re.sub(r"\s+", " ", text).strip(" \t\r\n.,;:-–—•●")
