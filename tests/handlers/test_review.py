"""/desa and the check, as officials and coordinators see them."""

from storage.people import Assignment, Person, Role
from tests.office import revoke
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


async def test_a_reason_is_needed_and_an_old_card_does_not_decide_twice(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    approve = rahma.data_of("Setujui")
    await rahma.presses("Perbaiki")
    await rahma.sends_voice()
    assert "Belum ada isi" in rahma.heard()
    await rahma.says("Foto kurang jelas")
    assert "sudah dikembalikan" in rahma.heard()
    await rahma.presses_data(approve)
    assert "sudah tidak berlaku" in rahma.heard()


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


async def omar_of(town: Town) -> Phone:
    """A second coordinator of the first agency."""
    async with town.database.work() as session:
        omar = Person(name="Omar", position="Koordinator", telegram_id=402)
        session.add(omar)
        await session.flush()
        session.add(Assignment(person_id=omar.id, role=Role.COORDINATOR, agency_id=1))
    return Phone(town, 402, "Omar")


async def test_who_is_slower_with_the_reason_is_told_so_once_and_goes_on(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    omar = await omar_of(town)
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await rahma.presses("Perbaiki")
    await omar.presses("Setujui")
    await rahma.says("Foto kurang jelas")
    assert "sudah diputuskan" in rahma.heard()
    assert "/desa" in rahma.heard()
    await rahma.says("/batal")
    assert "Tidak ada yang sedang diisi" in rahma.heard()


async def test_who_lost_the_role_while_giving_a_reason_is_not_held_in_it(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await rahma.presses("Perbaiki")
    await revoke(town.database, person_id=6)
    await rahma.says("Foto kurang jelas")
    assert "tidak disampaikan ke desa" in rahma.heard()
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()


async def test_the_card_of_a_former_coordinator_loses_its_buttons_and_no_card_is_made_up(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    omar = await omar_of(town)
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
