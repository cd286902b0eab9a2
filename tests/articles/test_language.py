import dataclasses

import pytest

import detente
from detente.articles import articles
from detente.articles.language import foreign_lines, is_english, language_name, language_of
from detente.model import Article, Refusal
from detente.pages import page_of

ENGLISH = [
    "Norland's foreign minister travelled to Lune on Monday for talks with the government about the strait.",
    "The ministers agreed to reopen the two consulates that were closed by Norland before the end of the year.",
    "Lune said that its consul in Ostvik would be named within a month and that he would bring a ship's bell.",
]
FRENCH = [
    "Le ministre des Affaires étrangères s'est rendu lundi à Lune pour des entretiens sur le détroit du nord.",
    "Les deux ministres ont décidé de rouvrir les consulats avant la fin de l'année, selon un communiqué commun.",
    "Le consul sera nommé dans un mois, a fait savoir le gouvernement, qui attend la même chose de son voisin.",
]
ARABIC = [
    "الصفحة الرئيسية",
    "أخبار",
    "سياسة",
    "اقتصاد",
    "رياضة",
    "اتصل بنا",
    "سيزور الوزير الدولة المجاورة الأسبوع المقبل.",
]
TEXTS = {
    "Turkish": "Dışişleri bakanı gelecek hafta komşu ülkeye gidecek ve orada mevkidaşı ile boğaz konusunu görüşecek.",
    "German": "Der Außenminister reist in der nächsten Woche ins Nachbarland und trifft seinen Kollegen zu Gesprächen.",
    "Spanish": "El ministro viajará la próxima semana al país vecino y hablará con su homólogo sobre el estrecho.",
    "Russian": "Министр посетит соседнюю страну на следующей неделе и проведёт там переговоры с коллегой.",
    "Arabic": "سيزور الوزير الدولة المجاورة الأسبوع المقبل وسيجري محادثات مع نظيره حول المضيق والقنصليتين.",
    "Hebrew": "השר יבקר במדינה השכנה בשבוע הבא וישוחח שם עם עמיתו על המצר הצפוני ועל הקונסוליות של המדינות.",
    "Persian": "وزیر خارجه هفته آینده به کشور همسایه سفر خواهد کرد و در آنجا با همتای خود گفتگو می‌کند.",
    "Chinese": "外交部长将于下周访问邻国,并将在那里与对方就北部海峡问题举行会谈。" * 3,
}


def read(*lines, language=None):
    page = page_of("\n".join(lines), media_type="text/plain", name="page.txt")
    if language:
        page = dataclasses.replace(page, language=language)
    return list(articles(page))


@pytest.mark.parametrize("name", TEXTS)
def test_other_languages_are_told_by_name(name):
    assert language_name(language_of(TEXTS[name], min_letters=80)) == name


def test_english_is_told_though_names_abound():
    assert (
        language_of("Herzog, Erdoğan and Çavuşoğlu met in Çankaya, Lapid's office said of the talks.", min_letters=40)
        == "en"
    )


def test_romanised_text_is_not_english():
    hindi = (
        "Pradhan mantri ne kaha ki sarkar is mamle mein jaldi hi faisla karegi aur sabhi dalon se baat karegi.\n"
        "Videsh mantri bhi is baithak mein shamil the aur unhone padosi deshon ke saath rishte sudharne ki baat ki."
    )
    assert language_of(hindi, min_letters=80) != "en"


def test_a_short_text_is_in_the_language_said_or_english_in_latin_letters():
    assert language_of("Bonjour", min_letters=80) == "en"
    assert language_of("Bonjour", min_letters=80, said="fr") == "fr"
    assert language_of("", min_letters=80) == "en"
    assert language_of("Ο υπουργός ταξιδεύει", min_letters=80) == "el"


def test_a_template_that_says_english_of_everything_is_not_believed():
    assert language_of("\n".join(FRENCH), min_letters=80, said="en") == "fr"
    assert language_of("\n".join(ENGLISH), min_letters=80, said="fr") == "en"


def test_a_code_without_a_name_stays_a_code():
    assert language_name("xx") == "xx"


@pytest.mark.parametrize(("line", "expected"), [(ENGLISH[0], True), (FRENCH[0], False), ("The end of it", False)])
def test_a_line_is_english_by_its_function_words(line, expected):
    assert is_english(line) is expected


def test_an_english_story_on_an_arabic_site_is_read():
    (article,) = read(*ARABIC, "Consulates to reopen after talks in Lune", *ENGLISH, *ARABIC)
    assert isinstance(article, Article)
    assert article.headline == "Consulates to reopen after talks in Lune"


def test_a_french_page_with_notices_in_english_is_refused_by_name():
    notice = "By using this site you agree to our use of cookies and to the terms of service of the publisher."
    (refusal,) = read(notice, "Les consulats vont rouvrir", *FRENCH, *FRENCH)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.reason) == ("language", "language: French; only English is read")


def test_a_refused_page_is_kept_for_a_version_that_reads_its_language(tmp_path):
    (tmp_path / "page.txt").write_text("\n".join(["Les consulats vont rouvrir", *FRENCH]), encoding="utf-8")
    store = detente.open(tmp_path / "store")
    store.read([tmp_path / "page.txt"])
    assert store.articles().num_rows == 0
    (page,) = store.record.read("pages")
    assert FRENCH[0] in page.text
    (refusal,) = store.record.read("refusals")
    assert (refusal.file, refusal.code) == (page.file, "language")


def test_a_story_in_french_under_an_english_one_is_left_out_and_named():
    page = ["Consulates to reopen after talks in Lune", *ENGLISH, "Les consulats vont rouvrir", *FRENCH]
    found = read(*page)
    refusals = [item for item in found if isinstance(item, Refusal)]
    articles = [item for item in found if isinstance(item, Article)]
    assert [(r.code, "French" in r.reason) for r in refusals] == [("language", True)]
    blocks = [b for a in articles for b in a.blocks if b.kind == "body"]
    text = "\n".join(page)
    assert [text[b.span.start : b.span.end] for b in blocks] == ENGLISH


def test_one_line_of_names_is_not_foreign_and_two_in_french_are():
    names = "Tomas Rehn, Oda Brandt, Kerem Aydin, Lia Moss, Jon Arvik, Mara Helding, Ada Fenwick, Noa Barak"
    assert foreign_lines([*ENGLISH, names, ENGLISH[0]], min_letters=80) == {}
    assert foreign_lines([*ENGLISH, *FRENCH[:2]], min_letters=80) == {3: "fr", 4: "fr"}


def test_a_gallery_of_names_is_english():
    captions = (
        "In pictures: the summit in Ostvik",
        "Lunean President Oda Brandt arrives in Ostvik on 11 October 2024. Photo: Wire",
        "Norland President Kerem Aydin shakes hands with Lunean President Oda Brandt. [Wire]",
        "An honour guard waits outside the palace.",
    )
    assert language_of("\n".join(captions), min_letters=80) == "en"


def test_a_list_of_codes_is_called_no_language():
    codes = "\n".join(f"item {n}" for n in range(9000))
    assert language_name(language_of(codes, min_letters=80)) == "none (lists, codes or numbers)"
