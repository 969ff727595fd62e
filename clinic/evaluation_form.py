"""FIELDS: the one list of what a coordinator says about a village each quarter."""

from clinic.form_field import Choice, Field, Kind, Limits

FIELDS: tuple[Field, ...] = (
    Field(
        key="progress",
        question="Bagaimana keadaan desa ini dibanding triwulan lalu?",
        label="Perkembangan",
        kind=Kind.CHOICE,
        hint="Pilih satu tombol.",
        choices=(
            Choice("up", "Naik", ("lebih baik", "maju", "meningkat")),
            Choice("same", "Tetap", ("sama", "sama saja")),
            Choice("down", "Turun", ("lebih buruk", "mundur", "menurun")),
        ),
    ),
    Field(
        key="worked",
        question="Apa yang berhasil? Contoh: dua kelompok tani sudah menanam bibit pala.",
        label="Yang berhasil",
        kind=Kind.TEXT,
        hint="Satu atau dua kalimat cukup.",
        limits=Limits(5, 800),
    ),
    Field(
        key="obstacle",
        question="Apa hambatannya? Contoh: bibit terlambat karena kapal tidak jalan.",
        label="Hambatan",
        kind=Kind.TEXT,
        hint="Lewati bila tidak ada hambatan.",
        required=False,
        limits=Limits(3, 800),
    ),
    Field(
        key="next_step",
        question="Apa langkah berikutnya, dan kapan? "
        "Contoh: kunjungan bersama penyuluh, 20 Januari 2027.",
        label="Langkah berikutnya",
        kind=Kind.TEXT,
        hint="Sebutkan tanggal atau bulannya.",
        limits=Limits(5, 800),
    ),
)
