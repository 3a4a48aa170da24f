"""One thread parses Python at a time, and no garbage is collected meanwhile.

CPython 3.11.7 counts the depth of an `ast.parse` for all threads together. Where the collector runs inside it and calls back
into Python, as hypothesis asks it to, another thread may parse too, and one of them ends with "AST constructor recursion depth
mismatch" (python/cpython#106905). Nothing of ours is at fault then, so nothing of ours should fail.
"""

import ast
import gc
import threading
from functools import wraps
from typing import Any

_turn = threading.RLock()
_parse = ast.parse


@wraps(_parse)
def _parse_alone(*arguments: Any, **options: Any) -> ast.AST:
    with _turn:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return _parse(*arguments, **options)
        finally:
            if collecting:
                gc.enable()


def parse_one_at_a_time() -> None:
    """From now on, parse alone."""
    setattr(ast, "parse", _parse_alone)  # noqa: B010 - the type of the library's function is narrower than a wrapper's
