"""Lists in pages of a bounded size."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

from headway.web.api.schemas import PageOf

S = TypeVar("S")
T = TypeVar("T")


def page_of(
    request: HttpRequest,
    every: Sequence[S],
    *,
    page: int,
    page_size: int,
    shaped: Callable[[S], T],
) -> PageOf[T]:
    """One page of a list; a page after the last is empty. Only what is on it is shaped."""
    first = (page - 1) * page_size
    more = first + page_size < len(every)
    return PageOf[T](
        items=[shaped(one) for one in every[first : first + page_size]],
        total=len(every),
        page=page,
        page_size=page_size,
        next=_address(request, page + 1) if more else None,
    )


def _address(request: HttpRequest, page: int) -> str:
    asked = [(name, value) for name, value in request.GET.items() if name != "page"]
    return f"{request.path}?{urlencode([*asked, ('page', page)])}"
