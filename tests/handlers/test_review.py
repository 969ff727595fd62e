"""/desa and the check, as officials and coordinators see them."""

from storage.people import Assignment, Person, Role
from tests.office import add_villages, revoke
from tests.phone import Phone, Town
from tests.reporters import fill_in


async def test_an_official_sees_how_the_own_village_stands(maria: Phone) -> None:
    await maria.says("/desa")
    assert "Negeri Contoh Banda" in maria.heard()
    assert "Triwulan IV 2026: belum dimulai, batas 11 Januari 2027 (49 hari lagi)" in maria.heard()
    assert "Waru" not in maria.heard()

    await maria.presses("📝 Negeri Contoh Banda")
    await maria.says("Pembagian bibit pala")
    await maria.presses("Simpan")
    await maria.says("/desa")
    assert "Triwulan IV 2026: sedang diisi, 11 bagian belum ada" in maria.heard()


async def test_a_coordinator_sees_the_mentored_villages_and_opens_a_report(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await rahma.says("/desa")
    assert "Negeri Contoh Banda" in rahma.heard()
    assert "Waru" not in rahma.heard()
    assert rahma.labels() == []

    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await rahma.says("/desa")
    assert "menunggu pemeriksaan" in rahma.heard()
    await rahma.presses("📄 Negeri Contoh Banda")
    assert "Rp35.000.000" in rahma.screen()[-2].text
    await rahma.presses("Setujui")
    await rahma.says("/desa")
    assert "✅ disetujui" in rahma.heard()


async def test_a_report_that_waited_for_its_coordinator_is_found_by_them(
    town: Town, titus: Phone, rahma: Phone
) -> None:
    await titus.says("/lapor")
    await fill_in(titus)
    await titus.presses("Kirim laporan")
    async with town.database.work() as session:
        session.add(Assignment(person_id=6, role=Role.COORDINATOR, agency_id=2))

    await rahma.says("/desa")
    await rahma.presses("📄 Desa Contoh Waru")
    await rahma.presses("Setujui")
    assert "disetujui" in titus.heard()


async def test_somebody_elses_report_cannot_be_looked_at(
    town: Town, titus: Phone, maria: Phone, rahma: Phone, yakob: Phone
) -> None:
    await titus.says("/lapor")
    await fill_in(titus)
    for person in (maria, rahma, yakob):
        await person.presses_data("rv:1")
        assert "bukan bagian Anda" in person.heard()
    await titus.presses_data("rv:77")
    assert "sudah tidak berlaku" in titus.heard()


async def test_a_draft_is_shown_to_the_village_only(
    titus: Phone, rahma: Phone, maria: Phone
) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await rahma.presses_data("rv:1")
    assert "bukan bagian Anda" in rahma.heard()


async def test_the_card_of_a_former_coordinator_loses_its_buttons_and_no_card_is_made_up(
    town: Town, maria: Phone, rahma: Phone, omar: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await revoke(town.database, person_id=6)
    async with town.database.work() as session:
        naomi = Person(name="Naomi", position="Koordinator", telegram_id=403)
        session.add(naomi)
        await session.flush()
        session.add(Assignment(person_id=naomi.id, role=Role.COORDINATOR, agency_id=1))
    await omar.presses("Setujui")
    assert [shown.labels() for shown in rahma.screen()] == [[], []]
    assert Phone(town, 403, "Naomi").screen() == []


async def test_a_hundred_villages_are_leafed_through_in_one_message(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await add_villages(town.database, 100, coordinator=6)
    await rahma.says("/desa")
    screens, seen = len(rahma.screen()), rahma.heard()
    while "Berikutnya ➡️" in rahma.labels():
        assert rahma.heard().count("<b>") <= 11
        await rahma.presses("Berikutnya")
        seen += rahma.heard()
    assert "halaman 11" in rahma.heard()
    assert rahma.labels() == ["📄 Negeri Contoh Banda – Triwulan IV 2026", "⬅️ Sebelumnya"]
    assert all(f"Contoh {n:03}" in seen for n in range(100))
    assert len(rahma.screen()) == screens


async def test_an_official_leafs_through_the_own_villages_only(
    town: Town, maria: Phone, rahma: Phone, yakob: Phone
) -> None:
    await add_villages(town.database, 12, official=1)
    await maria.says("/desa")
    await maria.presses("Berikutnya")
    assert "Laporan desa Anda" in maria.heard()
    assert maria.labels()[-2:] == ["📝 Negeri Contoh Banda – Triwulan IV 2026", "⬅️ Sebelumnya"]
    for person, data in ((maria, "lm:0"), (rahma, "lo:0"), (yakob, "lm:0")):
        await person.presses_data(data)
        assert "bukan bagian Anda" in person.heard()


async def test_nobody_approves_a_report_of_their_own(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    """Maria also coordinates for the agency; Rahma, the other coordinator, decides."""
    async with town.database.work() as session:
        session.add(Assignment(person_id=1, role=Role.COORDINATOR, agency_id=1))
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    assert "Akan diperiksa oleh Rahma" in maria.heard()
    await maria.presses_data(rahma.data_of("Setujui"))
    assert "bukan bagian Anda" in maria.heard()
    await rahma.presses("Setujui")
    assert "disetujui" in maria.all_heard()
