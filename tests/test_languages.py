"""Articles in other languages through a model: synthetic texts, drafts made by hand."""

import pytest

from pipeline.grounding.ground import Grounding, ground
from pipeline.resolving.dated import dated_article
from pipeline.resolving.resolve import resolve
from pipeline.rules.draft import draft_by_rules
from pipeline.rules.language import _NOT_LATIN, _SCRIPTS, language_of
from tests.drafts import Wire, actor, article, claim, draft, meeting, parsed, statement

CASES: dict[str, tuple[str, Wire]] = {}


def case(
    language: str, text: str, actors: list[Wire], meetings: list[Wire], statements: list[Wire]
) -> None:
    CASES[language] = text, draft(actors, meetings, statements, [], lang=language, dl=None)


RU = """МОСКВА — Президент России Владимир Путин встретился в Сочи с президентом Турции Реджепом Тайипом Эрдоганом.
«Мы договорились о демилитаризованной зоне, — сказал Путин журналистам, — и она будет шириной 15 км».
По словам Эрдогана, „война не должна продолжаться в Идлибе“.
МИД Сирии заявил, что погибли 12 человек и никто не был задержан."""
case(
    "ru",
    RU,
    [
        actor("a1", "Владимир Путин"),
        actor("a2", "Реджепом Тайипом Эрдоганом"),
        actor("a3", "МИД Сирии", "government_body"),
    ],
    [meeting(pl="Сочи", dt=None)],
    [
        statement("a1", at=["2:«Мы договорились…зоне", "2:и она…км»"]),
        statement("a2", at=["3:„война не…Идлибе“"]),
        statement(
            "a3",
            at=["4:погибли…задержан"],
            claims=[
                claim("Погибли 12 человек.", ["4:погибли…человек"], k="casualty", q="=12 человек"),
                claim("Никто не был задержан.", ["4:никто…задержан"], f="-certain"),
            ],
        ),
    ],
)
TR = """ANKARA — Cumhurbaşkanı Recep Tayyip Erdoğan, Rusya Devlet Başkanı Vladimir Putin ile Soçi'de görüştü.
Erdoğan, “İdlib'de yeni bir göç dalgasına izin vermeyeceğiz” dedi.
Kremlin Sözcüsü Dmitri Peskov ise "Ateşkesin sürmesi için çalışıyoruz" diye konuştu.
Bakanlık, saldırıda 34 askerin şehit olduğunu açıkladı."""
case(
    "tr",
    TR,
    [
        actor("a1", "Recep Tayyip Erdoğan"),
        actor("a2", "Vladimir Putin"),
        actor("a3", "Dmitri Peskov"),
        actor("a4", "Bakanlık", "government_body"),
    ],
    [meeting(pl="Soçi", dt=None)],
    [
        statement("a1", at=["2:“İdlib'de…vermeyeceğiz”"]),
        statement("a3", at=['3:"Ateşkesin…çalışıyoruz"']),
        statement(
            "a4",
            at=["4:saldırıda 34…olduğunu"],
            claims=[
                claim(
                    "Saldırıda 34 asker şehit oldu.",
                    ["4:saldırıda 34…olduğunu"],
                    k="casualty",
                    q="=34 asker",
                )
            ],
        ),
    ],
)
FA = """تهران — حسن روحانی، رئیس‌جمهور ایران، روز دوشنبه با ولادیمیر پوتین در سوچی دیدار کرد.
روحانی گفت: «ما نمی‌خواهیم جنگ در ادلب ادامه پیدا کند».
پوتین به خبرنگاران گفت: «گفت‌وگوها بسیار سودمند بود» و افزود که نشست بعدی در تهران خواهد بود.
وزارت بهداشت اعلام کرد ۱۲ نفر کشته شدند."""
case(
    "fa",
    FA,
    [
        actor("a1", "حسن روحانی"),
        actor("a2", "ولادیمیر پوتین"),
        actor("a3", "وزارت بهداشت", "government_body"),
    ],
    [meeting(pl="سوچی", dt="روز دوشنبه")],
    [
        statement("a1", at=["2:«ما نمی‌خواهیم…کند»"]),
        statement("a2", at=["3:«گفت‌وگوها…بود»"]),
        statement("a2", at=["3:نشست بعدی…خواهد بود"]),
        statement(
            "a3",
            at=["4:۱۲ نفر کشته شدند"],
            claims=[claim("۱۲ نفر کشته شدند.", ["4:۱۲ نفر کشته شدند"], k="casualty", q="=12 نفر")],
        ),
    ],
)
AR = """أنقرة — التقى الرئيس التركي رجب طيب أردوغان نظيره الروسي فلاديمير بوتين في سوتشي يوم الاثنين.
وقال أردوغان: «لن نسمح باستمرار الحرب في إدلب».
وأضاف بوتين: “لم نتفق على كل شيء بعد”.
وأعلنت وزارة الصحة مقتل ١٥ شخصا وإصابة ١٬٢٠٠ آخرين."""
case(
    "ar",
    AR,
    [
        actor("a1", "رجب طيب أردوغان"),
        actor("a2", "فلاديمير بوتين"),
        actor("a3", "وزارة الصحة", "government_body"),
    ],
    [meeting(pl="سوتشي", dt="يوم الاثنين")],
    [
        statement("a1", at=["2:«لن نسمح…إدلب»"]),
        statement("a2", at=["3:“لم نتفق…بعد”"]),
        statement(
            "a3",
            at=["4:مقتل ١٥…آخرين"],
            claims=[
                claim("قتل ١٥ شخصا.", ["4:مقتل ١٥ شخصا"], k="casualty", q="=15 شخصا"),
                claim("إصابة ١٬٢٠٠ آخرين.", ["4:وإصابة ١٬٢٠٠ آخرين"], k="casualty", q="=1200 شخص"),
            ],
        ),
    ],
)
ZH = """北京——中国国家主席习近平周一在索契会见了俄罗斯总统普京。
习近平说：“我们不同意继续战争，双方将加强合作。”
普京表示：「会谈非常有益，我们还会再次见面。」
中国外交部称，袭击造成12人死亡，没有中国公民受伤。"""
case(
    "zh",
    ZH,
    [actor("a1", "习近平"), actor("a2", "普京"), actor("a3", "中国外交部", "government_body")],
    [meeting(pl="索契", dt="周一")],
    [
        statement("a1", at=["2:“我们不同意…合作。”"]),
        statement("a2", at=["3:「会谈…见面。」"]),
        statement(
            "a3",
            at=["4:袭击造成…受伤"],
            claims=[claim("袭击造成12人死亡。", ["4:袭击造成12人死亡"], k="casualty", q="=12 人")],
        ),
    ],
)

SAID = {
    "ru": ("Путин", None, "МИД Сирии"),
    "tr": ("Erdoğan", "Dmitri Peskov", "Bakanlık"),
    "fa": ("روحانی", "پوتین", "پوتین", "وزارت بهداشت"),
    "ar": ("أردوغان", "بوتين", "وزارة الصحة"),
    "zh": ("习近平", "普京", "中国外交部"),
}
"""The source as written, by statement; „…“ by "по словам Эрдогана" has an inflected one."""


def grounded(language: str) -> Grounding:
    text, wire = CASES[language]
    return ground(article(text), parsed(wire))


@pytest.mark.parametrize("language", CASES)
def test_every_record_stands_and_words_are_the_articles(language: str) -> None:
    text, wire = CASES[language]
    found = grounded(language)
    assert found.failures == ()
    assert len(found.records.statements) == len(wire["S"])
    spans = [span for said in found.records.statements for span in said.content]
    assert all(span.match == "exact" and text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize("language", CASES)
def test_quotations_in_their_own_marks_are_direct_and_counted(language: str) -> None:
    records = grounded(language).records
    types = [said.quote_type for said in records.statements]
    assert types[:2] == ["direct", "direct"]
    assert set(types[2:]) == {"indirect"}
    assert [span.verdict for span in records.quote_spans] == ["speech", "speech"]


@pytest.mark.parametrize("language", CASES)
def test_quotation_left_out_is_counted_as_open(language: str) -> None:
    text, wire = CASES[language]
    records = ground(article(text), parsed({**wire, "S": wire["S"][1:]})).records
    assert [span.verdict for span in records.quote_spans] == ["open", "speech"]


@pytest.mark.parametrize("language", CASES)
def test_source_is_read_beside_the_words(language: str) -> None:
    found = grounded(language).records.statements
    assert tuple(said.speaker_text for said in found) == SAID[language]


@pytest.mark.parametrize("language", CASES)
def test_rules_of_english_raise_no_doubt(language: str) -> None:
    """What stays flagged says what no table or rule knows: a place, words for a date."""
    records = resolve(grounded(language).records)
    assert {flag.code for flag in records.flags} <= {"unknown_place", "unread_expression"}


@pytest.mark.parametrize("language", CASES)
def test_language_is_told_from_the_text_alone(language: str) -> None:
    assert language_of(article(CASES[language][0])) == language


@pytest.mark.parametrize(
    ("language", "number", "wrong"),
    [("fa", "۱۲", "۱۳"), ("ar", "١٥", "١٦"), ("zh", "12", "21"), ("ru", "12", "21")],
)
def test_changed_number_is_refused_in_any_digits(language: str, number: str, wrong: str) -> None:
    text, wire = CASES[language]
    told = wire["S"][-1]["c"][0]
    altered = {**told, "t": told["t"].replace(number, wrong)}
    assert altered["t"] != told["t"]
    statements = [*wire["S"][:-1], {**wire["S"][-1], "c": [altered]}]
    (failure,) = ground(article(text), parsed({**wire, "S": statements})).failures
    assert failure.code == "number_not_in_evidence"


def test_word_for_word_is_not_asked_of_an_inflected_language() -> None:
    text, wire = CASES["ar"]
    told = claim("أصيب ١٬٢٠٠ شخص.", ["4:وإصابة ١٬٢٠٠ آخرين"], k="casualty", q="=1200 شخص")
    statements = [*wire["S"][:-1], {**wire["S"][-1], "c": [told]}]
    found = ground(article(text), parsed({**wire, "S": statements}))
    assert found.failures == ()
    assert [one.value for one in found.records.claims] == [1200]


def test_clause_left_out_between_dashes_is_no_cue_in_an_english_quotation() -> None:
    text = "“We agree – and this is an order – to leave Idlib at once,” Putin said."
    wire = draft(
        [actor("a1", "Putin")], [], [statement("a1", at=["1:“We agree", "1:to leave…once,”"])], []
    )
    (failure,) = ground(article(text), parsed({**wire, "h": {**wire["h"], "dl": None}})).failures
    assert failure.code == "cut_short"


def test_the_one_search_for_other_scripts_misses_no_letter_of_any_of_them() -> None:
    letters = [chr(code) for code in range(0x2FFFF) if not 0xD800 <= code < 0xE000]
    looked_for = {one for one in letters for *_, script in _SCRIPTS if script.search(one)}
    assert len(looked_for) > 10_000
    assert not [one for one in looked_for if not _NOT_LATIN.search(one)]


# ---- what the rules read, and what they leave ---------------------------------------

ENGLISH = {
    "arabic": (
        "The Saudi foreign minister met his Omani counterpart in Riyadh on Monday.\n"
        "«لقد اتفقنا على كل شيء وسوف نواصل العمل معا من أجل السلام في المنطقة وفي العالم كله», "
        "the minister told reporters."
    ),
    "chinese": (
        "“我们同意继续对话，也同意在明年春天再次会见各方代表，” Wang Yi told reporters in Beijing."
    ),
    "french": (
        "Emmanuel Macron met Friedrich Merz in Paris on Thursday. “Nous avons bien travaillé, et "
        "nous continuerons demain avec nos amis dans le cadre des accords de la semaine, sur la "
        "base du texte qui est sur la table pour les ministres,” Macron said."
    ),
}
"""English articles that say less themselves than they quote."""
FEW = {
    "es": "Sánchez se reunió con Petro en Bogotá. «Estamos de acuerdo», dijo Sánchez.",
    "pt": "Lula reuniu-se com Milei em Brasília na terça-feira. «Foi uma boa conversa», disse.",
    "und": (
        "Rais wa Kenya alikutana na Rais wa Tanzania mjini Arusha siku ya Jumatatu. Viongozi hao "
        "wawili walijadili biashara, usalama na miundombinu."
    ),
    "en": "Ursula von der Leyen met Jose de los Rios de la Cruz in The Hague on Monday.",
    None: "Lavrov met Cavusoglu.",
}


@pytest.mark.parametrize("quoted", ENGLISH)
def test_english_around_long_foreign_words_is_read_and_its_quotation_kept(quoted: str) -> None:
    text = ENGLISH[quoted]
    assert language_of(article(text)) == "en"
    records = ground(article(text), draft_by_rules(dated_article(article(text)))).records
    (said,) = records.statements
    (span,) = said.content
    assert text[span.start : span.end] == span.text
    assert (said.quote_type, said.speaker_text) == (
        "direct",
        {"arabic": "the minister", "chinese": "Wang Yi", "french": "Macron"}[quoted],
    )


@pytest.mark.parametrize("language", FEW)
def test_language_of_a_few_words_is_told_where_they_show_it(language: str | None) -> None:
    assert language_of(article(FEW[language])) == language


def test_foreign_article_that_quotes_english_stays_foreign() -> None:
    text = f"{RU}\nОн добавил: “We will work on this together, and it is for the two of us.”"
    assert language_of(article(text)) == "ru"


WORDS = {
    "ru": ("война не должна продолжаться", "война не…продолжаться"),
    "tr": ("İdlib'de göçe izin vermeyeceğiz", "İdlib'de göçe…vermeyeceğiz"),
    "fa": ("ما نمی‌خواهیم جنگ ادامه پیدا کند", "ما نمی‌خواهیم…پیدا کند"),
    "ar": ("لن نسمح باستمرار الحرب في إدلب", "لن نسمح…إدلب"),
    "zh": ("我们不同意继续战争，双方将合作", "我们不同意…将合作"),
}
"""What is said, and what a model writes of it."""


@pytest.mark.parametrize("language", CASES)
def test_words_in_any_marks_ground_exactly_in_any_script(language: str) -> None:
    """Also beside the unseen signs with which editors turn a line's direction around."""
    first, *_ = CASES[language][0].splitlines()
    words, told = WORDS[language]
    who = CASES[language][1]["A"][:1]
    wire = draft(who, [], [statement("a1", at=[f"2:{told}"])], [], lang=language, dl=None)
    for marks in ("«»", "“”", '""', "„“", "「」"):
        for signs in ("", "\u2067\u2069", "\u200f\u200f", "\u202b\u202c"):
            text = f"{first}\n{signs[:1]}{marks[0]}{words}{marks[1]}{signs[1:]}."
            found = ground(article(text), parsed(wire))
            assert found.failures == ()
            ((said,), (quoted,)) = (found.records.statements, found.records.quote_spans)
            (span,) = said.content
            assert (span.text, span.match) == (text[span.start : span.end], "exact")
            assert words in span.text
            assert (said.quote_type, quoted.verdict) == ("direct", "speech")
