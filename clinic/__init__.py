"""What the clinic does: verbs that chat, clock and spreadsheets share. No Telegram in here."""
