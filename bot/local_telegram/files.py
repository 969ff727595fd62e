"""Files that people and the bot sent, and the three sizes of a photo."""

import random
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass

from .refusals import Refusal, bad_request
from .wire import LARGEST_UPLOAD, Json, Parameters, Upload

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024
SIDES = (90, 320, 1280)
FOLDER = {"photo": "photos", "document": "documents", "voice": "voice"}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"


@dataclass(slots=True)
class File:
    """Bytes with the names Telegram gives them; `about` is the PhotoSize, Document or Voice."""

    kind: str
    about: Json
    path: str
    data: bytes
    sizes: list[str]


class Files:
    """All files of this Telegram; an id from elsewhere is refused."""

    def __init__(self, chance: random.Random, keep: Callable[[str, str], None]) -> None:
        self.chance = chance
        self.keep = keep
        self.by_id: dict[str, File] = {}
        self.by_path: dict[str, File] = {}

    def put(self, file: File) -> File:
        self.by_id[file.about["file_id"]] = file
        self.by_path[file.path] = file
        self.keep("file", file.about["file_id"])
        return file

    def name(self, length: int) -> str:
        return "".join(self.chance.choices(ALPHABET, k=length))

    def identity(self, kind: str, size: int) -> Json:
        mark = {"photo": "AgAC", "document": "BQAC", "voice": "AwAC"}[kind]
        return {
            "file_id": mark + self.name(40),
            "file_unique_id": "AQAD" + self.name(12),
            "file_size": size,
        }

    def add_photo(self, upload: Upload) -> Json:
        """The sizes of a photo; nothing is scaled, every size gives the same bytes."""
        if len(upload.data) > LARGEST_PHOTO:
            raise bad_request(
                f"file of size {len(upload.data)} bytes is too big for a photo; "
                f"the maximum size is {LARGEST_PHOTO} bytes"
            )
        width, height = picture_size(upload.data)
        sizes: list[Json] = []
        for side in SIDES:
            share = min(1.0, side / max(width, height))
            about = self.identity("photo", len(upload.data))
            about |= {"width": max(1, int(width * share)), "height": max(1, int(height * share))}
            sizes.append(about)
        ids = [about["file_id"] for about in sizes]
        path = self.path("photo", "photo.jpg")
        for about in sizes:
            self.put(File("photo", about, path, upload.data, ids))
        return {"photo": sizes}

    def add_document(self, upload: Upload) -> Json:
        if len(upload.data) > LARGEST_UPLOAD:
            raise Refusal(413, "Request Entity Too Large")
        about = self.identity("document", len(upload.data))
        about |= {"file_name": upload.name, "mime_type": upload.mime}
        self.put(File("document", about, self.path("document", upload.name), upload.data, []))
        return {"document": about}

    def add_voice(self, upload: Upload, duration: int) -> Json:
        about = self.identity("voice", len(upload.data))
        about |= {"duration": duration, "mime_type": upload.mime}
        self.put(File("voice", about, self.path("voice", "voice.oga"), upload.data, []))
        return {"voice": about}

    def path(self, kind: str, name: str) -> str:
        suffix = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
        return f"{FOLDER[kind]}/file_{len(self.by_path)}{suffix.group() if suffix else ''}"

    def received(self, kind: str, source: object, p: Parameters) -> Json:
        """The content for a file a bot sends: attached, by id, or (refused) by address."""
        given = str(source or "")
        if not given and kind not in p.files:
            raise bad_request(f"there is no {kind} in the request")
        if not given or given.startswith("attach://"):
            return self.uploaded(kind, p.files.get(given.removeprefix("attach://") or kind))
        if given.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return self.known(kind, given)

    def uploaded(self, kind: str, upload: Upload | None) -> Json:
        if upload is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if not upload.data:
            raise bad_request("file must be non-empty")
        return self.add_photo(upload) if kind == "photo" else self.add_document(upload)

    def known(self, kind: str, file_id: str) -> Json:
        file = self.by_id.get(file_id)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            names = file.kind.capitalize(), kind.capitalize()
            raise bad_request(f"can't use file of type {names[0]} as {names[1]}")
        if file.sizes:
            return {"photo": [self.by_id[size].about for size in file.sizes]}
        return {kind: file.about}


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; anything else counts as 1280 by 960."""
    if data.startswith(b"\x89PNG") and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return max(1, width), max(1, height)
    found = re.search(rb"\xff[\xc0-\xc2]..\x08(..)(..)", data, re.DOTALL)
    if data.startswith(b"\xff\xd8") and found:
        height, width = (int.from_bytes(side, "big") for side in found.groups())
        return max(1, width), max(1, height)
    return 1280, 960
