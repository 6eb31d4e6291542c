"""`language`: which language a text is written in."""

import pytest

from pipeline.reading.text import make_article
from pipeline.rules.language import is_served, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The president said on Monday that the talks would go on for as long as it takes. " * 4,
            "en",
        ),
        (
            "Le président a dit lundi que les négociations se poursuivront avec le ministre. " * 4,
            "fr",
        ),
        (
            "Der Präsident sagte am Montag, dass die Gespräche mit dem Minister nicht enden. " * 4,
            "de",
        ),
        (
            "El presidente dijo el lunes que las negociaciones con el ministro no se acaban. " * 4,
            "es",
        ),
        (
            "Cumhurbaşkanı pazartesi günü bir açıklama yaptı ve bu görüşmeler için çok umutlu. "
            * 4,
            "tr",
        ),
        ("Президент заявил в понедельник, что переговоры продолжатся. " * 4, "ru"),
        ("قال الرئيس يوم الاثنين إن المحادثات ستستمر. " * 4, "ar"),
        ("رئیس جمهور گفت گفتگوها ادامه می‌یابد و پیشرفت چشمگیر است. " * 4, "fa"),
        ("总统星期一表示会谈将继续进行。" * 8, "zh"),
        ("大統領は月曜日に会談を続けると述べた。" * 8, "ja"),
        ("Президент України заявив у понеділок, що переговори триватимуть і надалі. " * 4, "uk"),
        ("صدر نے پیر کو کہا کہ بات چیت جاری رہے گی اور بڑی پیش رفت ہے۔ " * 4, "ur"),
        ("Az elnök hétfőn közölte, hogy folytatódnak majd tárgyalásaik Genfben. " * 6, "und"),
        ("Le président a dit lundi que les négociations se poursuivront.", "fr"),
        ("Yes.", None),
        ("0:00 0:01 " * 50, None),
    ],
)
def test_a_language_is_told_by_its_words(text: str, language: str | None) -> None:
    article = make_article(text, "test.txt")
    assert language_of(article) == language
    assert is_served(article) == (language in ("en", None))
