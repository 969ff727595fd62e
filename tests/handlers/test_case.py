"""From a question to a rating, as the people live it."""

from tests.phone import Phone

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"


async def open_case(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")


async def test_a_burst_with_an_album_and_a_voice_becomes_one_case(
    maria: Phone, yakob: Phone
) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.says("Sudah miring sejak gempa.")
    await maria.sends_photo(media_group_id="1")
    await maria.sends_photo(media_group_id="1", caption="tampak depan")
    await maria.sends_voice()
    await maria.sends_location()
    assert "2 foto, 1 pesan suara, 1 lokasi" in maria.heard()
    await maria.presses("Kirim")
    assert "K-2026-00001" in maria.heard()
    assert "Rabu, 25 November 2026" in maria.heard()
    assert "Sudah miring" in yakob.heard()
    assert "4 lampiran" in yakob.heard()
    assert "Negeri Contoh Banda" in yakob.heard()


async def test_the_faster_expert_gets_the_case(maria: Phone, yakob: Phone, ester: Phone) -> None:
    await open_case(maria)
    late = ester.data_of("Ambil")
    await yakob.presses("Ambil")
    assert "kini milik Anda" in yakob.heard()
    assert "sudah diambil Yakob" in ester.heard()
    await ester.presses_data(late)
    assert "sudah diambil Yakob" in ester.heard()
    assert "Yakob" in maria.heard()
    assert "sedang menangani" in maria.heard()


async def test_a_question_travels_to_its_rating(maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    await yakob.says("Berapa orang tinggal di rumah itu?")
    await yakob.presses("📨 Kirim")
    assert "Berapa orang" in maria.heard()
    await maria.presses("Balas")
    await maria.says("Lima orang")
    await maria.sends_photo()
    await maria.presses("Kirim")
    assert "Lima orang" in yakob.heard()
    await yakob.presses("Jawab")
    await yakob.says("Kami datang hari Kamis.")
    await yakob.sends_document()
    await yakob.presses("Kirim jawaban")
    assert "Kami datang hari Kamis." in maria.heard()
    assert "Yakob" in maria.heard()
    await maria.presses("Sudah jelas")
    assert maria.labels() == ["1", "2", "3", "4", "5", "Lewati"]
    assert "Kami datang hari Kamis." in maria.heard()
    rating = maria.data_of("4")
    await maria.presses("4")
    assert "nilai 4" in maria.heard()
    assert "Kami datang hari Kamis." in maria.heard()
    await maria.presses_data(rating.replace(":4:", ":5:"))
    assert "sudah tidak berlaku" in maria.heard()


async def test_attachments_reach_the_expert_with_the_case(maria: Phone, yakob: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    photo = await maria.sends_photo()
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    copied = [s.params for s in yakob.screen() if "from_chat_id" in s.params]
    assert [(c["from_chat_id"], c["message_ids"]) for c in copied] == [(maria.id, [photo])]


async def test_an_edited_message_reaches_the_expert(maria: Phone, yakob: Phone) -> None:
    await maria.says("x")
    asked = await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    await maria.edits(asked, "Rumah mama Ola sudah roboh.")
    assert "sudah roboh" in yakob.heard()
    assert "mau roboh" in yakob.heard()


async def test_a_message_edited_before_sending_is_sent_as_edited(
    maria: Phone, yakob: Phone
) -> None:
    asked = await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.edits(asked, "Rumah mama Ola sudah roboh.")
    await maria.presses("Kirim")
    assert "sudah roboh" in yakob.heard()
    assert "mau roboh" not in yakob.heard()


async def test_a_case_handed_back_goes_to_the_others(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Kembalikan")
    await ester.presses("Ambil")
    assert "kini milik Anda" in ester.heard()


async def test_a_case_can_be_passed_on_to_another_topic(maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Alihkan")
    await yakob.presses("Dinas Sosial") if "Dinas Sosial" in str(yakob.labels()) else None
    assert "dialihkan" in yakob.heard()


async def test_another_village_cannot_see_or_close_the_case(
    maria: Phone, yakob: Phone, titus: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await titus.presses_data("sc:1")
    assert "bukan bagian Anda" in titus.heard()
    await titus.presses_data(maria.data_of("Sudah jelas"))
    assert "bukan bagian Anda" in titus.heard()
    assert "Sudah jelas" in str(maria.labels())


async def test_a_colleague_of_the_village_sees_the_case(maria: Phone, petrus: Phone) -> None:
    await open_case(maria)
    await petrus.says("/kasus")
    assert "K-2026-00001" in petrus.heard()
    await petrus.presses("K-2026-00001")
    assert "Maria" in petrus.heard()


async def test_the_waiting_list_shows_what_waits(maria: Phone, yakob: Phone) -> None:
    await yakob.says("/antrean")
    assert "Tidak ada kasus" in yakob.heard()
    await open_case(maria)
    await yakob.says("Antrean")
    assert "K-2026-00001" in yakob.heard()
    await yakob.presses("Ambil K-2026-00001")
    assert "milik Anda" in yakob.all_heard()


async def test_the_expert_closes_an_answered_case(maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await yakob.presses("Selesai")
    assert "Seberapa membantu" in maria.heard()
    await maria.presses("Lewati")
    assert "Terima kasih" in maria.heard()


async def test_what_was_written_and_not_sent_is_not_forgotten(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.presses_data("ax:999")
    assert "belum dikirim" in maria.heard()
    assert "mama Ola" in maria.heard()


async def test_the_gathering_message_stays_within_sight(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    for _ in range(3):
        await maria.sends_photo()
    assert "3 foto" in maria.heard()
    gathering = [shown for shown in maria.screen() if "Pertanyaan untuk praktisi" in shown.text]
    assert len(gathering) == 1
    assert gathering[0].message_id > 6


async def test_a_colleague_reads_a_long_answer_whole_and_sees_the_photo_on_request(
    maria: Phone, petrus: Phone, yakob: Phone, titus: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    long = "Kami datang hari Kamis. " * 30
    await yakob.says(long)
    photo = await yakob.sends_photo(caption="denah")
    await yakob.presses("Kirim jawaban")
    await petrus.says("/kasus")
    await petrus.presses("K-2026-00001")
    more = petrus.data_of("Kirim selengkapnya (2 pesan)")
    await petrus.presses("Kirim selengkapnya")
    (copied,) = [s.params for s in petrus.screen() if "from_chat_id" in s.params]
    assert (copied["from_chat_id"], copied["message_ids"]) == (yakob.id, [photo])
    assert f"<b>Yakob</b>\n{long}\n\ndenah" in petrus.all_heard()
    assert "Kirim selengkapnya" not in str(petrus.labels())
    await titus.presses_data(more)
    assert "bukan bagian Anda" in titus.heard()


async def test_who_has_everything_on_the_screen_is_offered_no_more(
    maria: Phone, petrus: Phone
) -> None:
    await open_case(maria)
    await petrus.says("/kasus")
    await petrus.presses("K-2026-00001")
    assert "Kirim selengkapnya" not in str(petrus.labels())


async def test_an_edit_that_came_too_late_is_read_by_nobody(
    maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    """A copy would say what stands in Telegram now; what counts is what was stored."""
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    long = await maria.says("Sudah miring sejak gempa. " * 20)
    photo = await maria.sends_photo(caption="tampak depan")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await maria.presses("Sudah jelas")
    for message in (long, photo):
        await maria.edits(message, "RAHASIA")
        assert "tidak diteruskan" in maria.heard()
    await petrus.says("/kasus")
    await petrus.presses("K-2026-00001")
    await petrus.presses("Kirim selengkapnya")
    (copied,) = [s.params for s in petrus.screen() if "from_chat_id" in s.params]
    assert copied["remove_caption"]
    assert ("tampak depan" in petrus.all_heard(), "RAHASIA" in petrus.all_heard()) == (True, False)
