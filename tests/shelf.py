"""A small shelf of topic files that a test may change as a secretariat would."""

from pathlib import Path

ENTRY = {
    "id": "contoh_satu",
    "question": "Bagaimana mengurus surat perahu nelayan contoh?",
    "also": "[cara urus surat perahu contoh, surat perahu nelayan contoh gmn]",
    "answer": "Jawaban lama contoh.",
    "sources": "[https://contoh.go.id/satu]",
    "valid_as_of": "2026-02",
    "owner": "DPMD",
    "expert_topic": "perikanan",
}


def write(folder: Path, *, name: str = "contoh", **changed: str) -> Path:
    """One file with one entry, changed as given; each field on its own line from the fourth on."""
    fields = {**ENTRY, **changed}
    lines = [f"topic: {name}", "title: Contoh", "entries:", f"- id: {fields.pop('id')}"]
    lines += [f"  {field}: {value or repr('')}" for field, value in fields.items()]
    path = folder / f"{name}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
