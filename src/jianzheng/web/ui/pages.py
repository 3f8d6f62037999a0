"""Where one is in a long list that is turned page by page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a long list: the parameter that turns the page, this page, rows in all, rows a page, and what else
    stays in the address."""

    name: str
    page: int
    count: int
    size: int
    rest: str

    @property
    def last(self) -> int:
        """The last page."""
        return max(1, -(-self.count // self.size))

    @property
    def before(self) -> int:
        """The page before, 0 on the first."""
        return min(self.page, self.last + 1) - 1

    @property
    def after(self) -> int:
        """The page after, 0 on the last."""
        return self.page + 1 if self.page < self.last else 0


def page_of(request: HttpRequest, name: str) -> int:
    """The page an address asks for; the first where it asks for none."""
    text = request.GET.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
