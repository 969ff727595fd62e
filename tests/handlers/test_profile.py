"""/profil: who I am here, and my own phone number."""

from typing import Any

import pytest

from storage import people
from tests import cast
from tests.phone import Phone, Town


def contact(user_id: int | None, number: str = "081234567890") -> dict[str, Any]:
    owner = {} if user_id is None else {"user_id": user_id}
    return {"phone_number": number, "first_name": "Maria", **owner}


async def phone_of_maria(town: Town) -> str | None:
    async with town.database.reading() as session:
        return (await people.named(session, 1)).phone


async def test_an_official_sees_name_role_and_village(maria: Phone) -> None:
    await maria.says("/profil")
    assert "Maria</b>, Sekretaris" in maria.heard()
    assert "perangkat desa: <b>Negeri Contoh Banda</b>" in maria.heard()
    assert "belum ada" in maria.heard()
    assert any("nomor HP" in label for label in maria.labels())


async def test_an_expert_sees_the_fields_by_name(yakob: Phone) -> None:
    await yakob.says("👤 Profil")
    assert "Pemerintahan dan keuangan desa, Perumahan" in yakob.heard()


async def test_a_coordinator_sees_the_agency(rahma: Phone) -> None:
    await rahma.says("/profil")
    assert "Dinas Pemberdayaan Masyarakat dan Desa" in rahma.heard()


async def test_a_stranger_hears_how_to_enrol_and_is_asked_for_no_number(stranger: Phone) -> None:
    await stranger.says("/profil")
    assert "tautan undangan" in stranger.heard()
    assert not any("nomor HP" in label for label in stranger.labels())


async def test_ones_own_number_is_kept_and_shown_masked(town: Town, maria: Phone) -> None:
    await maria.sends(contact=contact(cast.MARIA))
    assert await phone_of_maria(town) == "+6281234567890"
    await maria.says("/profil")
    assert "+62812••••890" in maria.heard()
    assert "+6281234567890" not in maria.all_heard()


@pytest.mark.parametrize("user_id", [cast.PETRUS, None])
async def test_somebody_elses_number_is_refused(
    town: Town, maria: Phone, user_id: int | None
) -> None:
    await maria.sends(contact=contact(user_id))
    assert "bukan nomor Anda sendiri" in maria.heard()
    assert await phone_of_maria(town) is None


async def test_a_forwarded_contact_is_refused_even_with_ones_own_id(
    town: Town, maria: Phone
) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Maria", "date": 1_790_000_000}
    await maria.sends(contact=contact(cast.MARIA), forward_origin=origin)
    assert "bukan nomor Anda sendiri" in maria.heard()
    assert await phone_of_maria(town) is None


async def test_a_strangers_number_is_not_kept(stranger: Phone) -> None:
    for number in (cast.STRANGER, cast.MARIA):
        await stranger.sends(contact=contact(number))
        assert "perlu terdaftar" in stranger.heard()


@pytest.mark.parametrize("wish", ["/lapor", "/kasus", "/antrean"])
async def test_a_stranger_who_is_refused_hears_that_asking_is_open_to_them(
    stranger: Phone, wish: str
) -> None:
    await stranger.says(wish)
    assert "tulis saja pertanyaannya" in stranger.heard()
    assert "tautan undangan" in stranger.heard()
    await stranger.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in stranger.heard()
