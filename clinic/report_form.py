"""FIELDS: the one list of what a village reports each quarter."""

from collections.abc import Mapping
from enum import StrEnum

from clinic import form_field
from clinic.form_answers import show
from clinic.form_field import Choice, Field, Kind, Limits, Nothing, Photo, Value

__all__ = [
    "FIELDS",
    "Doubt",
    "Field",
    "Kind",
    "Photo",
    "doubts",
    "missing",
    "show",
]

UNKNOWN = (Nothing.NO_ACTIVITY, Nothing.NO_DATA, Nothing.NOT_APPLICABLE)

FUND_SOURCES = (
    Choice("apbn", "APBN", ("dana pusat",)),
    Choice("dak", "DAK", ("dana alokasi khusus",)),
    Choice("apbd_provinsi", "APBD Provinsi", ("apbd prov", "apbd prop", "apbd 1", "apbd i")),
    Choice(
        "apbd_kabupaten",
        "APBD Kabupaten/Kota",
        ("apbd kab", "apbd kota", "apbd kabupaten", "apbd 2", "apbd ii"),
    ),
    Choice("dana_desa", "Dana Desa/APB Desa", ("dd", "dana desa", "apbdes", "apb desa")),
    Choice("csr", "CSR", ("csr perusahaan", "tjsl")),
    Choice("baznas", "Baznas/zakat", ("baznas", "zakat")),
    Choice("swasta", "Swasta", ("perusahaan",)),
    Choice("swadaya", "Swadaya masyarakat", ("gotong royong", "iuran warga")),
    Choice("lembaga", "Lembaga/NGO", ("ngo", "lsm", "yayasan")),
)

CARRIED_OUT = (
    Choice("yes", "Terlaksana", ("ya", "iya", "iyo", "sudah", "su jalan", "sudah terlaksana")),
    Choice("partly", "Terlaksana sebagian", ("sebagian", "belum selesai", "masih jalan")),
    Choice("no", "Tidak terlaksana", ("tidak", "seng", "belum", "belum terlaksana")),
)

FIELDS: tuple[Field, ...] = (
    Field(
        key="main_activity",
        question="Apa kegiatan utama di desa selama triwulan ini? "
        "Contoh: pembagian bibit pala untuk dua kelompok tani.",
        label="Kegiatan utama",
        kind=Kind.TEXT,
        hint="Satu atau dua kalimat cukup.",
        limits=Limits(5, 300),
        nothings=(Nothing.NO_ACTIVITY,),
    ),
    Field(
        key="carried_out",
        question="Apakah kegiatan itu terlaksana?",
        label="Pelaksanaan",
        kind=Kind.CHOICE,
        hint="Pilih satu tombol.",
        choices=CARRIED_OUT,
        nothings=(Nothing.NO_ACTIVITY,),
    ),
    Field(
        key="fund_source",
        question="Dari mana dananya? Contoh: Dana Desa.",
        label="Sumber dana",
        kind=Kind.CHOICE,
        hint="Bila lebih dari satu, pilih yang terbesar.",
        choices=FUND_SOURCES,
        nothings=UNKNOWN,
    ),
    Field(
        key="budget",
        question="Berapa pagu (rencana anggaran) kegiatan ini? Contoh: Rp35 juta.",
        label="Pagu",
        kind=Kind.RUPIAH,
        hint="Boleh ditulis 35 jt, 35 juta, atau 35.000.000.",
        limits=Limits(0, 100_000_000_000),
        nothings=UNKNOWN,
    ),
    Field(
        key="spent",
        question="Berapa uang yang sudah dipakai sampai akhir triwulan? Contoh: Rp12,5 juta.",
        label="Realisasi keuangan",
        kind=Kind.RUPIAH,
        hint="Tulis 0 bila dana belum dipakai.",
        limits=Limits(0, 100_000_000_000),
        nothings=UNKNOWN,
    ),
    Field(
        key="physical_progress",
        question="Berapa persen pekerjaan di lapangan sudah selesai? Contoh: 40%.",
        label="Realisasi fisik",
        kind=Kind.PERCENT,
        hint="Angka 0 sampai 100.",
        nothings=UNKNOWN,
    ),
    Field(
        key="beneficiaries",
        question="Berapa orang menerima manfaat? Contoh: 30 orang.",
        label="Penerima manfaat",
        kind=Kind.NUMBER,
        unit="orang",
        hint="Tulis jumlahnya saja, tanpa nama atau NIK.",
        limits=Limits(0, 100_000),
        nothings=UNKNOWN,
    ),
    Field(
        key="houses_repaired",
        question="Berapa rumah tidak layak huni yang diperbaiki? Contoh: 4.",
        label="Rumah diperbaiki",
        kind=Kind.NUMBER,
        unit="rumah",
        hint="Tulis 0 bila tidak ada rumah yang diperbaiki.",
        limits=Limits(0, 5_000),
        nothings=UNKNOWN,
    ),
    Field(
        key="businesses_coached",
        question="Berapa UMKM yang dibina? Contoh: 6.",
        label="UMKM dibina",
        kind=Kind.NUMBER,
        unit="UMKM",
        hint="Tulis 0 bila tidak ada UMKM yang dibina.",
        limits=Limits(0, 5_000),
        nothings=UNKNOWN,
    ),
    Field(
        key="last_activity_on",
        question="Kapan kegiatan terakhir berlangsung? Contoh: 12 November 2026.",
        label="Tanggal kegiatan terakhir",
        kind=Kind.DATE,
        hint="Tulis tanggal, bulan, tahun; boleh juga 12/11.",
        nothings=(Nothing.NO_ACTIVITY, Nothing.NO_DATA),
    ),
    Field(
        key="obstacles",
        question="Apa kendala di lapangan? Contoh: kapal barang dua minggu tidak jalan.",
        label="Kendala",
        kind=Kind.TEXT,
        hint="Lewati bila tidak ada kendala.",
        required=False,
        limits=Limits(3, 1_000),
    ),
    Field(
        key="follow_up",
        question="Apa langkah berikutnya, oleh siapa, dan kapan? "
        "Contoh: kaur pembangunan memesan bibit tambahan bulan depan.",
        label="Tindak lanjut",
        kind=Kind.TEXT,
        hint="Satu atau dua kalimat cukup.",
        limits=Limits(5, 1_000),
        nothings=(Nothing.NOT_APPLICABLE,),
    ),
    # Asked of everybody so that its lack is said, never so that it stops a village.
    Field(
        key="photos",
        question="Kirim foto kegiatan, paling banyak tiga.",
        label="Foto",
        kind=Kind.PHOTO,
        hint="Bila sinyal lemah atau tidak ada foto, tulis: tidak ada foto.",
        limits=Limits(1, 3),
        nothings=(Nothing.NO_PHOTO, Nothing.NO_ACTIVITY),
    ),
    Field(
        key="location",
        question="Di mana lokasi kegiatan? Kirim lokasi dari telepon.",
        label="Lokasi",
        kind=Kind.LOCATION,
        hint="Boleh juga ditulis, contoh: -3.695, 128.181. Boleh dilewati.",
        required=False,
        nothings=(Nothing.NO_ACTIVITY, Nothing.NO_DATA),
    ),
)


class Doubt(StrEnum):
    """Something to look at again before sending; it never stops a report."""

    SPENT_OVER_BUDGET = "spent_over_budget"


def missing(values: Mapping[str, Value]) -> list[Field]:
    """The required fields that the report still lacks."""
    return form_field.missing(FIELDS, values)


def doubts(values: Mapping[str, Value]) -> list[Doubt]:
    """What looks wrong between fields."""
    budget, spent = values.get("budget"), values.get("spent")
    if isinstance(budget, int) and isinstance(spent, int) and spent > budget:
        return [Doubt.SPENT_OVER_BUDGET]
    return []
