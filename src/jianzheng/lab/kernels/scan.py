"""XES read byte by byte: where every attribute's key and value stand in the text, and which event or trace they belong to.

Only the plain form that logs are written in is known here: tags and attributes in UTF-8, comments, CDATA, nested attributes
(counted, not kept). Whatever else turns up (a document type, a tag nobody knows, an end without a start) is answered with the
place where it stands, and the caller reads the file with an XML parser instead.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jianzheng.lab.kernels import compiled
from jianzheng.lab.kernels.names import marked

Numbers = NDArray[np.int64]
Bytes = NDArray[np.uint8]

LOG, TRACE, EVENT = 0, 1, 2
"""Whose an attribute is."""
OWNER, LEVEL, KIND, KEY, KEY_END, VALUE, VALUE_END = range(7)
"""Columns of an attribute's row; KIND is the first letter of its tag, OWNER counts events or traces from 0."""
PLACE, LEVEL_NOW, EVENTS, TRACES, FOUND, SKIPPED, DEEP = range(7)
"""Where the scan stands: byte, level, counts so far, nested attributes skipped, depth of what is not kept."""


def _word(text: str) -> int:
    return marked.py_func(np.frombuffer(text.encode(), np.uint8), 0, len(text))  # type: ignore[attr-defined,no-any-return]


W_TRACE, W_EVENT, W_LOG, W_GLOBAL = _word("trace"), _word("event"), _word("log"), _word("global")
W_KEY, W_VALUE = _word("key"), _word("value")
W_STRING, W_DATE, W_INT, W_FLOAT = _word("string"), _word("date"), _word("int"), _word("float")
W_BOOLEAN, W_ID, W_LIST, W_CONTAINER = _word("boolean"), _word("id"), _word("list"), _word("container")
W_EXTENSION, W_CLASSIFIER, W_VALUES = _word("extension"), _word("classifier"), _word("values")
"""Tags and attributes are told by their hash and first letter; no two of XES share one."""
LESS, MORE, SLASH, BANG, QUESTION, EQUALS, DASH = 60, 62, 47, 33, 63, 61, 45
END_OF_CDATA, BRACKET = 93, 91
ERROR = -1


@compiled
def scan(text: Bytes) -> tuple[Numbers, Numbers, Numbers, int]:
    """Rows of attributes (7 columns), the trace of every event, the scan's counts, and the place of an error (-1 for none)."""
    opens = 0
    for byte in text:
        opens += byte == LESS
    rows = np.empty((opens, 7), np.int64)
    trace_of = np.empty(opens, np.int64)
    state = np.zeros(7, np.int64)
    error = ERROR
    while error == ERROR:
        place = _next(text, state[PLACE], LESS)
        if place >= len(text):
            break
        error = _tag(text, place, state, rows, trace_of)
    if error == ERROR and (state[LEVEL_NOW] != LOG or state[DEEP] != 0):
        error = len(text)
    return rows[: state[FOUND]], trace_of[: state[EVENTS]], state, error


@compiled
def _next(text: Bytes, place: int, wanted: int) -> int:
    """The next place of a byte, the length of the text when there is none."""
    while place < len(text) and text[place] != wanted:
        place += 1
    return place


@compiled
def _tag(text: Bytes, place: int, state: Numbers, rows: Numbers, trace_of: Numbers) -> int:
    """Read what begins at a `<`; the place of an error, else -1."""
    if place + 2 >= len(text):
        return place
    letter = text[place + 1]
    if letter == QUESTION or letter == BANG:
        state[PLACE] = _aside(text, place)
        return place if state[PLACE] < 0 else ERROR
    if letter == SLASH:
        return _closing(text, place, state)
    end = _name_end(text, place + 1)
    word = marked(text, place + 1, end)
    if word == W_TRACE or word == W_EVENT:
        return _opening(text, place, end, word == W_EVENT, state, trace_of)
    return _attribute(text, place, end, word, state, rows)


@compiled
def _aside(text: Bytes, place: int) -> int:
    """The place behind a declaration, a comment or CDATA; -1 for a document type or an end that never comes."""
    if text[place + 1] == QUESTION:
        return _behind(text, place, QUESTION, 1)
    if text[place + 2] == DASH:
        return _behind(text, place + 3, DASH, 2)
    if text[place + 2] == BRACKET:
        return _behind(text, place, END_OF_CDATA, 2)
    return -1


@compiled
def _behind(text: Bytes, place: int, mark: int, count: int) -> int:
    """The place behind `count` marks and a `>`; -1 when there is none."""
    run = 0
    for at in range(place + 1, len(text)):
        if text[at] == MORE and run >= count:
            return at + 1
        run = run + 1 if text[at] == mark else 0
    return -1


@compiled
def _name_end(text: Bytes, place: int) -> int:
    """The end of a name: before white space, `/`, `>` or `=`."""
    while place < len(text):
        byte = text[place]
        if byte <= 32 or byte == SLASH or byte == MORE or byte == EQUALS:
            break
        place += 1
    return place


@compiled
def _opening(text: Bytes, place: int, end: int, event: bool, state: Numbers, trace_of: Numbers) -> int:
    """A trace or an event begins."""
    wanted = TRACE if event else LOG
    if state[LEVEL_NOW] != wanted or state[DEEP] != 0:
        return place
    close = _next(text, end, MORE)
    alone = text[close - 1] == SLASH
    if event:
        trace_of[state[EVENTS]] = state[TRACES] - 1
        state[EVENTS] += 1
    else:
        state[TRACES] += 1
    if not alone:
        state[LEVEL_NOW] = wanted + 1
    state[PLACE] = close + 1
    return ERROR


@compiled
def _closing(text: Bytes, place: int, state: Numbers) -> int:
    """Something ends: what is nested, an event, a trace, or the log."""
    end = _name_end(text, place + 2)
    word = marked(text, place + 2, end)
    state[PLACE] = _next(text, end, MORE) + 1
    if state[DEEP] > 0:
        state[DEEP] -= 1
        return ERROR
    if word == W_LOG and state[LEVEL_NOW] == LOG:
        return ERROR
    if (word == W_EVENT and state[LEVEL_NOW] == EVENT) or (word == W_TRACE and state[LEVEL_NOW] == TRACE):
        state[LEVEL_NOW] -= 1
        return ERROR
    return place


@compiled
def _kind(word: int, letter: int) -> int:
    """The first letter of an attribute's tag; 1 for a tag that is no attribute but may stand in a log, 0 for an unknown one."""
    if (
        word == W_STRING
        or word == W_DATE
        or word == W_INT
        or word == W_FLOAT
        or word == W_BOOLEAN
        or word == W_ID
    ):
        return letter
    if word == W_LIST or word == W_CONTAINER or word == W_VALUES:
        return letter
    if word == W_EXTENSION or word == W_CLASSIFIER or word == W_GLOBAL or word == W_LOG:
        return 1
    return 0


@compiled
def _attribute(text: Bytes, place: int, end: int, word: int, state: Numbers, rows: Numbers) -> int:
    """Any other tag: an attribute of the log, a trace or an event, or one nested deeper, or a part of the log's head."""
    kind = _kind(word, text[place + 1])
    if kind == 0:
        return place
    row = rows[state[FOUND]]
    row[KEY], row[VALUE] = -1, -1
    close = _pairs(text, end, row)
    if close < 0:
        return place
    keep = kind != 1 and state[DEEP] == 0 and row[KEY] >= 0 and state[LEVEL_NOW] != LOG
    if keep:
        row[LEVEL], row[KIND] = state[LEVEL_NOW], kind
        row[OWNER] = state[EVENTS] - 1 if state[LEVEL_NOW] == EVENT else state[TRACES] - 1
        state[FOUND] += 1
    elif kind != 1 and state[LEVEL_NOW] != LOG:
        state[SKIPPED] += 1
    if text[close - 1] != SLASH and word != W_LOG:
        state[DEEP] += 1
    state[PLACE] = close + 1
    return ERROR


@compiled
def _pairs(text: Bytes, place: int, row: Numbers) -> int:
    """Read key="…" value="…" up to the `>`, whose place is the answer; -1 when it is malformed."""
    while place < len(text) and text[place] != MORE:
        if text[place] <= 32 or text[place] == SLASH:
            place += 1
            continue
        end = _name_end(text, place)
        word = marked(text, place, end)
        opened = _next(text, end, EQUALS) + 1
        while opened < len(text) and text[opened] <= 32:
            opened += 1
        if end == place or opened >= len(text) or (text[opened] != 34 and text[opened] != 39):
            return -1
        closed = _next(text, opened + 1, text[opened])
        if word == W_KEY:
            row[KEY], row[KEY_END] = opened + 1, closed
        elif word == W_VALUE:
            row[VALUE], row[VALUE_END] = opened + 1, closed
        place = closed + 1
    return place if place < len(text) else -1
