"""Documents that a bot sends, by both clients."""


async def test_a_document_goes_again_by_its_id_without_its_bytes(client, maria):
    sent = await client.bot.send_document(maria.id, client.upload(b"isi surat", "surat.docx"))
    again = await client.bot.send_document(maria.id, sent.document.file_id, caption="lagi")
    assert (again.document.file_name, again.caption) == ("surat.docx", "lagi")
    assert again.document.file_unique_id == sent.document.file_unique_id
    assert maria.heard()[-1]["document"]["file_size"] == len(b"isi surat")


async def test_a_document_of_another_bot_is_not_known(client, maria):
    _, words = await client.refusal(client.bot.send_document(maria.id, "BQAC-dari-bot-lain"))
    assert "wrong file identifier" in words
