"""Sample letters and forms: files that entries name, in the folder `files` beside the topic files.

They are looked at when somebody reads the entry: what has vanished meanwhile is not offered.
"""

import re
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

TOPICS = Path(__file__).parent / "topics"
FILES = "files"
LARGEST = 2 * 1024 * 1024
LONGEST_NAME = 60
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}


def beside(topics: Path) -> Path:
    """Where the files of a folder of topic files lie."""
    return topics.parent / FILES if topics == TOPICS else topics / FILES


def kind_of(name: str) -> str:
    """The media type; empty where files of this kind are not sent."""
    return TYPES.get(name.rpartition(".")[2].lower(), "")


def named_well(name: str) -> str:
    """The name itself; raises ValueError with what is wrong with it."""
    if "/" in name or "\\" in name:
        raise ValueError(f"«{name}» harus nama berkas saja, tanpa map")
    if not kind_of(name):
        raise ValueError(f"jenis berkas «{name}» tidak dikirim; yang boleh: {', '.join(TYPES)}")
    if not SAFE.fullmatch(name) or len(name) > LONGEST_NAME:
        form = f"huruf, angka, titik, - dan _, tanpa spasi, paling panjang {LONGEST_NAME}"
        raise ValueError(f"nama berkas «{name}» hanya boleh berisi {form}")
    return name


def is_named_well(name: str) -> bool:
    try:
        return bool(named_well(name))
    except ValueError:
        return False


def tag(name: str) -> str:
    """What a button carries instead of the name, which would not fit."""
    return sha256(name.encode()).hexdigest()[:8]


def size(file: Path) -> int | None:
    """In bytes; None where there is nothing that can be sent."""
    return None if fault(file) else _length(file)


def content(file: Path) -> bytes | None:
    """Its bytes; None where there is nothing that can be sent."""
    try:
        return None if fault(file) else file.read_bytes()
    except OSError:  # gone since it was looked at, or not ours to read
        return None


def fault(file: Path) -> str | None:
    """Why this file cannot be sent."""
    length = _length(file)
    if length is None:
        return f"berkas «{file.name}» tidak ada di map «{FILES}»"
    if not length:
        return f"berkas «{file.name}» kosong"
    if length > LARGEST:
        large = f"{length / 1024**2:.1f}".replace(".", ",")
        return f"berkas «{file.name}» terlalu besar ({large} MB, batasnya 2 MB)"
    return None


def _length(file: Path) -> int | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_size if S_ISREG(state.st_mode) else None
