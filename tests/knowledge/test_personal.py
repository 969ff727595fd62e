"""Personal data is found and masked; usual words stay."""

import pytest

from knowledge.personal import Names, mask, masks_in
from knowledge.search import index_of
from tests.town import library


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(["Maria Latuconsina", "Yakob", "La Ode"], index_of(library()).knows)


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("NIK 8101010101010001 tidak padan", "NIK [NIK] tidak padan"),
        ("NIK 8101 0101 0101 0001", "NIK [NIK]"),
        ("hubungi 0812-3456-7890 saja", "hubungi [nomor HP] saja"),
        ("WA +62 812 3456 7890", "WA [nomor HP]"),
        (
            "transfer ke rekening BRI 0123-01-004567-50-1",
            "transfer ke rekening BRI [nomor rekening]",
        ),
        ("kirim ke 002901012345678", "kirim ke [nomor rekening]"),
        ("surel maria.l@contoh.go.id", "surel [alamat surel]"),
        ("kata maria latuconsina begitu", "kata [nama] begitu"),
        ("Yakob yang jawab", "[nama] yang jawab"),
        ("rumah Ibu Marten Souisa bocor", "rumah Ibu [nama] bocor"),
        ("mama ola pung rumah", "mama [nama] pung rumah"),
        ("NIK 8101/0101/0101/0001", "NIK [NIK]"),
        ("WA +62\u00a0812\u20113456\u20117890", "WA [nomor HP]"),
        ("NIK 8101\u20130101\u202f0101\u22120001", "NIK [NIK]"),
        ("(0812) 3456-7890", "[nomor HP]"),
        ("norek 0123-01-000123-50-1", "norek [nomor rekening]"),
        ("BRI 0123 01 000123 50 1", "BRI [nomor rekening]"),
        ("NPWP 01.234.567.8-901.000", "NPWP [nomor rekening]"),
        ("pak marten latupeirissa bilang", "pak [nama] bilang"),
        ("pak kades marten latupeirissa", "pak kades [nama]"),
        ("Kades Yonas Pattiasina marah", "Kades [nama] marah"),
        ("Bpk. H. Umar Tuasikal", "Bpk. H. [nama]"),
        ("surat a.n. Yosina Latu hilang", "surat a.n. [nama] hilang"),
        ("tanya dokter Yeni dulu", "tanya dokter [nama] dulu"),
        ("Pdt. Elias Tuhumury bilang", "Pdt. [nama] bilang"),
        ("Bp./p. Marten di sana", "Bp./p. [nama] di sana"),
        ("nama saya Yosina Latupapua", "nama saya [nama]"),
        ("Ibu M. Souisa janda", "Ibu [nama] janda"),
        ("kemarin Fatma Rumra datang", "kemarin [nama] datang"),
        ("telepon 0911-341234 saja", "telepon [nomor HP] saja"),
        ("lahir di Tual tanggal 12-03-1990", "lahir di Tual tanggal [tanggal lahir]"),
        ("tanggal lahir 1980-03-12", "tanggal lahir [tanggal lahir]"),
        ("TTL Ambon 12 Maret 1980", "TTL Ambon [tanggal lahir]"),
        ("kelahiran 12/3/1980", "kelahiran [tanggal lahir]"),
        ("pak la ode hamzah bilang", "pak [nama] bilang"),
        ("Bapak La Ode Hamzah", "Bapak [nama]"),
        ("kata wa ode sitti begitu", "kata [nama] begitu"),
        ("pak la hamzah su datang", "pak [nama] su datang"),
        ("WA 812 3456 7890", "WA [nomor HP]"),
        ("HP: 08123456789", "HP: [nomor HP]"),
        ("KK 81010101010100012", "KK [NIK]"),
    ],
)
def test_who_somebody_is_is_masked(names: Names, written: str, masked: str) -> None:
    assert mask(written, names) == masked
    assert masks_in(masked)


@pytest.mark.parametrize(
    "written",
    [
        "Dana Desa 2026 sebesar Rp1.250.000.000 untuk 12 kegiatan",
        "Permendesa Nomor 16 Tahun 2025 Pasal 7",
        "ibu hamil dan bapak kepala desa datang ke posyandu",
        "Kepala Dinas Sosial dan Bapak Camat hadir",
        "UU Desa Nomor 3 Tahun 2024, lihat JDIH KEMENDESA",
        "ketua tdk mau datang, kades seng setuju",
        "biaya Rp. 25000000000 untuk 2023 2024 2025",
        "la dan ode saja bukan nama di sini",
        "saldo rekening Rp 15000000 sekarang",
        "rekening desa ada 250000000 rupiah",
        "rekening kas desa 250.000.000 masih ada",
        "bayi lahir 12 orang tahun ini",
        "jam 08.00 sampai 16.00, tanggal 21-11-2026",
    ],
)
def test_sums_years_laws_and_usual_words_stay(names: Names, written: str) -> None:
    assert mask(written, names) == written
