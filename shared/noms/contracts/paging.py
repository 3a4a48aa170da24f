"""Pages of searches on the wire."""

from noms.contracts.wire import View


class Pagination(View):
    """Where a numbered page stands in the whole."""

    page: int
    per_page: int
    count: int
    total_count: int
    total_pages: int
    is_last_page: bool

    @classmethod
    def of(cls, *, page: int, per_page: int, count: int, total_count: int) -> "Pagination":
        """The place of one page of `count` rows among `total_count`."""
        pages = -(-total_count // per_page)
        return cls(
            page=page, per_page=per_page, count=count, total_count=total_count, total_pages=pages, is_last_page=page >= pages
        )
