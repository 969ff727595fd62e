"""What tests of the growing books share: what the alarm does, and what a case needs."""

from clinic import observing, publishing, recalling, shelf_life
from knowledge.editions import revised
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.likeness import Groups
from tests.phone import Phone, Town
from tests.town import library

QUESTION = "Bendahara desa boleh pakai kas desa beli net voli tanpa musdes?"
ALIKE = "kas desa boleh pakai beli net voli tanpa musdes kah?"
ANSWER = "Tidak boleh tanpa musyawarah. Telepon Bapak Marthinus 0812-3456-7890."
CLEAN = "Tidak boleh; belanjanya masuk RKP Desa dan APBDes dulu."
SOURCE = "https://jdih.kemendesa.go.id/contoh, http://contoh.go.id"


async def gather(town: Town, *, hours: float = 2) -> None:
    """What the alarm does each minute."""
    town.pass_time(hours=hours)
    books, now = town.workflow["library"], town.now
    async with town.database.work() as session:
        gathered = await observing.gathered(session, now=now) or {}
        await observing.take_notice(session, books, Groups(books, gathered), now=now)


def refiled(entry: Entry) -> Library:
    """The packaged books after somebody has written this entry into their files."""
    books = library()
    shelves = {
        topic: tuple(entry if one.id == entry.id else one for one in books.entries(topic.id))
        for topic in books.topics()
    }
    return Library(shelves, {field.id: field for field in books.expert_topics()})


async def take_over(town: Town, filed: Library | None = None, *, told: bool = True) -> None:
    """The books in use take over what was approved, and those whom it concerns are `told`."""
    async with town.database.reading() as session:
        approved = await publishing.approved(session)
    town.workflow["library"] = revised(filed or library(), approved)
    async with town.database.work() as session:
        await recalling.take_notice(session, town.workflow["library"], now=town.now)
    if not told:  # by night
        return
    async with town.database.work() as session:
        await recalling.recall(session, town.workflow["library"], now=town.now)
        await publishing.tell_askers(session, town.workflow["library"], now=town.now)
        await publishing.tell_overruled(session, town.workflow["library"], now=town.now)
        await shelf_life.ask_for_review(session, town.workflow["library"], now=town.now)
    await town.deliver()


async def open_case(village: Phone, question: str = QUESTION) -> None:
    await village.says(question)
    await village.presses("Tanya praktisi")
    await village.presses("Kirim")


async def answer_case(expert: Phone, answer: str) -> None:
    await expert.presses("Ambil")
    await expert.presses("Jawab")
    await expert.says(answer)
    await expert.presses("Kirim jawaban")


async def close_a_case(village: Phone, expert: Phone, question: str = QUESTION) -> None:
    await open_case(village, question)
    await answer_case(expert, ANSWER)
    await village.presses("Sudah jelas")


async def write(owner: Phone, part: str, words: str) -> None:
    await owner.presses(f"✏️ {part}")
    await owner.says(words)


async def complete(owner: Phone) -> None:
    """Everything an entry of the books needs."""
    await write(owner, "Jawaban", CLEAN)
    await write(owner, "Cara lain", "beli net voli pakai kas desa\nkas desa untuk net voli")
    await write(owner, "Sumber", SOURCE)


async def approve(owner: Phone) -> None:
    await owner.presses("Terbitkan")
    await owner.presses("Ya, terbitkan")


async def publish(owner: Phone) -> None:
    await complete(owner)
    await approve(owner)


async def correct(owner: Phone) -> None:
    """Begin to correct the answer that was given most."""
    await owner.says("/buku")
    await owner.presses("Angka jawaban")
    await owner.presses("✏️ 1")
