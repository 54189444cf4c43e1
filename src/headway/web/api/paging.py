"""Lists in pages of a bounded size."""

from collections.abc import Callable, Mapping, Sequence
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
    fixed: Mapping[str, int] | None = None,
) -> PageOf[T]:
    """
    One page of a list; a page after the last is empty. Only what is on it is shaped.

    `fixed` is what the address of the next page asks for besides, so that whoever reads to the
    end reads one list, whatever comes in meanwhile.
    """
    first = (page - 1) * page_size
    more = first + page_size < len(every)
    return PageOf[T](
        items=[shaped(one) for one in every[first : first + page_size]],
        total=len(every),
        page=page,
        page_size=page_size,
        next=_address(request, {**(fixed or {}), "page": page + 1}) if more else None,
    )


def _address(request: HttpRequest, more: Mapping[str, int]) -> str:
    return f"{request.path}?{urlencode({**request.GET.dict(), **more})}"
