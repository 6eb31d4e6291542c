"""Bytes to characters, every one of them or none: what cannot be decoded is refused.

In this order: a byte order mark, UTF-8, the charset a page declares, a guess by
charset-normalizer among the encodings that news was written in, Windows-1252.
UTF-8 goes before the declaration: text in another encoding is next to never valid
UTF-8, while pages that declare Latin-1 and hold UTF-8 are common.
"""

import codecs
import re

from pipeline.reading.unreadable import NotAnArticle

# Longest first: the mark of UTF-32 begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of what people keep beside articles; the full list is libmagic's.
KINDS_BY_FIRST_BYTES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document (docx, odt, epub)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (doc, xls, msg)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film (RIFF)"),
    (b"\x1f\x8b", "a gzip archive inside another"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "a sound file (MP3)"),
    (b"\x7fELF", "a program"),
)

# Without this list Russian in Windows-1251 is taken for Mac Cyrillic.
# Turkish comes out as one or the other Windows page: name its charset.
ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "koi8_r", "iso8859_5", "cp1253", "cp1255", "cp1256"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]

MOST_CONTROLS = 0.02
"""Share of control characters from which on something is no text."""
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
# What browsers do (WHATWG, Encoding, Names and labels).
AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}


def declared_charset(page: bytes) -> str | None:
    """The encoding that an HTML page names in its first 4,096 bytes, as Python calls it."""
    if not (match := DECLARED.search(page[:4096])):
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    return AS_BROWSERS_DO.get(name, name)


def decode(raw: bytes, declared: str | None = None) -> str:
    """The characters of `raw`, byte order mark left off.

    Raises NotAnArticle `binary` where it is no text, `encoding` where it is text of
    which a byte cannot be decoded. Never replaces or drops a character.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    for first_bytes, kind in KINDS_BY_FIRST_BYTES:
        if raw.startswith(first_bytes):
            raise NotAnArticle("binary", f"is {kind}, not text")
    if b"\x00" in raw:
        raise NotAnArticle("binary", "holds NUL bytes: not text, or UTF-16 without its mark")
    text = _decode_unmarked(raw, declared)
    # What can be shown is no control character: to ask that first takes a fifth of the time.
    shown = text.replace("\n", " ").isprintable()
    if not shown and len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise NotAnArticle("binary", "holds mostly control characters: not text")
    return text


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotAnArticle(
            "encoding", f"begins as {encoding.upper()}, but byte {error.start} is not"
        ) from None


def _decode_unmarked(raw: bytes, declared: str | None) -> str:
    # ISO-2022-JP is made of ASCII bytes, valid UTF-8 and nonsense in it.
    if not (declared and b"\x1b" in raw):
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            _refuse_damaged_utf8(raw, error.start)
    for encoding in filter(None, (declared, _guess(raw), "cp1252")):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotAnArticle("encoding", "is in no encoding known here; save it as UTF-8")


def _refuse_damaged_utf8(raw: bytes, position: int) -> None:
    # Taken for Windows-1252, every quotation mark of such a text would turn to "â€œ".
    text = raw.decode("utf-8", "surrogateescape")
    damaged = sum("\udc80" <= character <= "\udcff" for character in text)
    if sum(character > "\x7f" for character in text) - damaged > damaged:
        raise NotAnArticle("encoding", f"is UTF-8, but byte {position} (of {len(raw)}) is damaged")


def _guess(raw: bytes) -> str | None:
    import logging

    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    best = from_bytes(raw, cp_isolation=ENCODINGS).best()
    return best.encoding if best else None
