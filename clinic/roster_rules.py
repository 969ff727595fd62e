"""What must hold between the rows of a roster: names known, pairs unique, scopes complete."""

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from clinic.roster_columns import Unfit
from clinic.roster_sheet import Fault, Line, Roster
from storage.people import Role
from storage.roster import folded

KEYS = {
    "desa": ("kode",),
    "opd": ("kode",),
    "binaan": ("opd", "desa", "mulai"),
    "orang": ("nama", "jabatan", "peran", "opd", "desa", "kabupaten"),
}
NEEDED = {Role.OFFICIAL: "desa", Role.COORDINATOR: "opd", Role.EXPERT: "topik"}


def check(roster: Roster, topics: Collection[str]) -> list[Fault]:
    """Every breach; names of villages and agencies that stand for a code become that code."""
    faults = [*_references(roster)]  # first: what is unique is unique by code
    for sheet, lines in roster.items():
        faults += _repeated(sheet, lines)
    for line in roster["desa"]:
        faults += _half_a_place(line)
    for line in roster["binaan"]:
        faults += _ends_before_it_starts(line)
    for line in roster["orang"]:
        faults += [*_scope(line), *_topics(line, topics)]
    return faults


def _references(roster: Roster) -> Iterator[Fault]:
    for target in ("opd", "desa"):
        find = _directory(roster[target], target)
        for sheet in ("binaan", "orang"):
            for line in roster[sheet]:
                if line[target] is None:
                    continue
                try:
                    line.cells[target] = find(line[target])
                except Unfit as unfit:
                    line.unread.add(target)
                    yield Fault(sheet, line.row, target, str(unfit))


def _directory(lines: list[Line], sheet: str) -> Callable[[str], str]:
    """From a code, or from a name that only one has, to the code."""
    codes = {folded(line["kode"]): line["kode"] for line in lines if line["kode"]}
    names: dict[str, list[str]] = {}
    for line in lines:
        if line["kode"] and line["nama"]:
            names.setdefault(folded(line["nama"]), []).append(line["kode"])

    def find(written: str) -> str:
        if code := codes.get(folded(written)):
            return str(code)
        named = names.get(folded(written), [])
        if len(named) > 1:
            raise Unfit(f"ada {len(named)} {sheet} bernama «{written}»; tulis kodenya")
        if not named:
            hint = _hint(written, [*codes.values(), *names])
            raise Unfit(f"«{written}» tidak ada di lembar {sheet}{hint}")
        return named[0]

    return find


def _hint(written: str, known: Collection[str]) -> str:
    near = get_close_matches(written, known, n=1, cutoff=0.75)
    return f"; maksudnya «{near[0]}»?" if near else ""


def _repeated(sheet: str, lines: list[Line]) -> Iterator[Fault]:
    first: dict[tuple[object, ...], int] = {}
    for line in lines:
        key = tuple(folded(line[title]) for title in KEYS[sheet])
        if key[0] is None or line.unread.intersection(KEYS[sheet]):
            continue
        if key in first:
            sentence = f"sama dengan baris {first[key]} ({', '.join(KEYS[sheet])})"
            yield Fault(sheet, line.row, KEYS[sheet][0], sentence)
        first.setdefault(key, line.row)


def _half_a_place(line: Line) -> Iterator[Fault]:
    for here, there in (("lintang", "bujur"), ("bujur", "lintang")):
        if line[here] is None and here not in line.unread and line[there] is not None:
            yield Fault("desa", line.row, here, f"kosong, padahal {there} terisi")


def _ends_before_it_starts(line: Line) -> Iterator[Fault]:
    if line["mulai"] and line["selesai"] and line["selesai"] < line["mulai"]:
        yield Fault("binaan", line.row, "selesai", "lebih awal daripada tanggal mulai")


def _scope(line: Line) -> Iterator[Fault]:
    title = NEEDED.get(line["peran"])
    if title and line.lacks(title):
        yield Fault("orang", line.row, title, f"wajib diisi untuk peran {line['peran'].value}")


def _topics(line: Line, known: Collection[str]) -> Iterator[Fault]:
    for topic in line["topik"] or ():
        if topic not in known:
            hint = _hint(topic, known) or f"; yang dikenal: {', '.join(known)}"
            yield Fault("orang", line.row, "topik", f"«{topic}» tidak dikenal{hint}")
