"""The commands, their labels on the main menu, and for whom they are."""

from dataclasses import dataclass
from typing import Any

from storage.people import Role, Speaker


@dataclass(frozen=True)
class Item:
    """A command (`/name`), the menu label that does the same, and what it is for."""

    name: str
    label: str
    about: str
    roles: tuple[Role, ...] = ()  # empty: everybody
    on_menu: bool = True


ITEMS = (
    Item("tanya", "❓ Tanya", "ajukan pertanyaan"),
    Item("kasus", "📂 Kasus", "lihat kasus", (Role.OFFICIAL, Role.EXPERT, Role.COORDINATOR)),
    Item("lapor", "📝 Lapor", "isi laporan triwulan desa", (Role.OFFICIAL,)),
    Item("desa", "🏝 Desa", "lihat desa dan laporannya", (Role.OFFICIAL, Role.COORDINATOR)),
    Item("antrean", "📥 Antrean", "kasus yang menunggu praktisi", (Role.EXPERT,)),
    Item("buku", "📗 Buku", "usul dan angka buku tanya jawab", (Role.EXPERT, Role.KEEPER)),
    Item(
        "evaluasi",
        "📊 Evaluasi",
        "evaluasi triwulan desa binaan",
        (Role.COORDINATOR, Role.PROVINCE),
    ),
    Item("profil", "👤 Profil", "siapa saya di klinik ini"),
    Item("bantuan", "ℹ️ Bantuan", "apa saja yang bisa dilakukan"),
    Item("start", "🏠 Mulai", "perkenalan dan pendaftaran", on_menu=False),
    Item("menu", "☰ Menu", "tampilkan menu", on_menu=False),
    Item("batal", "✖️ Batal", "batalkan yang sedang diisi", on_menu=False),
)
ALIASES = {"help": "bantuan", "cancel": "batal"}
_COMMANDS = {item.name: item.name for item in ITEMS} | ALIASES
_LABELS = {item.label.lower(): item.name for item in ITEMS} | {
    item.label.partition(" ")[2].lower(): item.name for item in ITEMS
}


def wish(text: str | None) -> str | None:
    """The command that a text is, written as `/name`, as a label, or as its bare word."""
    if not text:
        return None
    if text.startswith("/"):
        command = text[1:].split(maxsplit=1)[0] if len(text) > 1 else ""
        return _COMMANDS.get(command.partition("@")[0].lower())
    return _LABELS.get(text.strip().lower())


def offered(person: Speaker) -> list[Item]:
    """What this person can do here."""
    return [item for item in ITEMS if not item.roles or person.has(*item.roles)]


def keyboard(person: Speaker) -> dict[str, Any]:
    """The main menu, two labels a row."""
    labels = [{"text": item.label} for item in offered(person) if item.on_menu]
    rows = [labels[n : n + 2] for n in range(0, len(labels), 2)]
    return {
        "keyboard": rows,
        "resize_keyboard": True,
        "is_persistent": True,
        "input_field_placeholder": "Tulis pertanyaan Anda …",
    }
