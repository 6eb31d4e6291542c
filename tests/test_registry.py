"""The registry finds what the tables say, exactly, and says where it was read."""

import json
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from pipeline.lookup.known import KNOWN_UNTIL, UNVERIFIED, bounds, read_holdings, table
from pipeline.lookup.names import plain
from pipeline.lookup.registry import REFERENCE, Registry, load

GOLD = Path(__file__).parent / "gold"
SEEDS = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("0*.json"))]
DEVSET = [
    json.loads(line)
    for line in (Path(__file__).parent / "devset" / "index.jsonl").read_text("utf-8").splitlines()
]
NOT_OF_ONE_STATE = {"Rouhani's website", "Rohani's website"}
"""Whose website it is, the article says: a family name never identifies by itself."""

HEADS = ("head_of_state", "head_of_government")
HOLDERS = """person,aliases,iso3_or_body,office,start,end,source,note
Ann Alpha,Annie Alpha,TUV,head_of_government,2001,2005-03,"made up",
Bo Beta,,TUV,head_of_government,2005-03,2011-06-15,"made up",
Cy Gamma,,TUV,head_of_government,2011-06-15,,"made up",
Cy Gamma,,opec,body_head,1999-01-01,2001-12-31,"made up",
Di Alpha,,TUV,head_of_state,2002-05-01,2004-05-01,"made up",
"""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The registry with a folder of one's own beside the shipped tables."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "office_holders_tuvalu.csv").write_text(HOLDERS, encoding="utf-8")
    (folder / "metonyms.csv").write_text(
        "words,stands_for,kind,source\nVaiaku,TUV,seat,made up\n", encoding="utf-8"
    )
    return load(folder)


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Turkish", "TUR"),
        ("the Turks", "TUR"),
        ("Turkey's", "TUR"),
        ("the Russian Federation", "RUS"),
        ("Republic of Korea", "KOR"),
        ("ROK", "KOR"),
        ("DPRK", "PRK"),
        ("Republic of China", "TWN"),
        ("Britain", "GBR"),
        ("the U.S.", "USA"),
        ("US", "USA"),
        ("America", "USA"),
        ("Kosovar", "XKX"),
        ("Palestinian Authority", "PSE"),
        ("Soviet", "SUN"),
        ("Yugoslavia", "YUG"),
        ("Chinese", "CHN"),
        ("Kazakh", "KAZ"),
        ("us", None),
        ("Korean", None),
        ("Congolese", None),
        ("Ruritania", None),
        ("Russi", None),
    ],
)
def test_state(registry: Registry, words: str, iso3: str | None) -> None:
    assert registry.state(words) == iso3


@pytest.mark.parametrize(
    ("words", "stands_for"),
    [
        ("Ankara", "TUR"),
        ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"),
        ("the White House", "USA"),
        ("Foggy Bottom", "USA"),
        ("the Élysée Palace", "FRA"),
        ("Zhongnanhai", "CHN"),
        ("Kiev", "UKR"),
        ("Brussels", "igo:eu"),
        ("Sochi", None),
    ],
)
def test_metonym(registry: Registry, words: str, stands_for: str | None) -> None:
    assert registry.metonym(words) == stands_for


def test_every_capital_stands_for_a_government(registry: Registry) -> None:
    silent = [
        state.iso3
        for state in registry.states.values()
        if state.kind == "state" and state.capital and registry.metonym(state.capital) is None
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("words", "actor_id"),
    [
        ("U.N. Security Council", "igo:un-security-council"),
        ("EU", "igo:eu"),
        ("Nato", "igo:nato"),
        ("the Arab League", "igo:arab-league"),
        ("OPEC", "igo:opec"),
        ("OPEC+", "igo:opec-plus"),
        ("WHO", "igo:who"),
        ("who", None),
        ("Hamas", "group:hamas"),
        ("Astana process", None),
    ],
)
def test_organisation(registry: Registry, words: str, actor_id: str | None) -> None:
    assert registry.organisation(words) == actor_id


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Turkish president", ("head_of_state", "TUR")),
        ("President of Turkey", ("head_of_state", "TUR")),
        ("The Russian leader", ("head_of_state", "RUS")),
        ("German leader", ("head_of_government", "DEU")),
        ("leader of Turkey", ("head_of_state", "TUR")),
        ("Iranian president", ("head_of_state", "IRN")),
        ("Iran's supreme leader", ("leader", "IRN")),
        ("Iranian foreign minister", ("foreign_minister", "IRN")),
        ("foreign minister of Iran", ("foreign_minister", "IRN")),
        ("Russian Foreign Minister", ("foreign_minister", "RUS")),
        ("Prime Minister of the State of Israel", ("head_of_government", "ISR")),
        ("President of the Republic of Korea", ("head_of_state", "KOR")),
        ("South Korean prime minister", ("prime_minister", "KOR")),  # the president governs
        ("Tanzanian prime minister", ("prime_minister", "TZA")),
        ("President of Spain", ("head_of_government", "ESP")),  # the king is head of state
        ("prime minister", ("head_of_government", None)),
        ("the chancellor", ("head_of_government", None)),
        ("Secretary of State", ("foreign_minister", "USA")),
        ("Vatican Secretary of State", ("head_of_government", "VAT")),
        ("top diplomat", ("foreign_minister", None)),
        ("EU's top diplomat", ("body_head", "igo:eu-hr")),
        ("foreign policy chief", ("body_head", "igo:eu-hr")),
        ("U.N. Secretary-General", ("body_head", "igo:un")),
        ("president of the European Commission", ("body_head", "igo:european-commission")),
        ("UN special envoy for Syria", ("envoy", "igo:un-syria")),
        ("Kremlin spokesman", ("spokesperson", "RUS")),
        ("Hamas leader", ("leader", "group:hamas")),
        ("the leader", ("principal", None)),
        ("former president", None),
        ("deputy foreign minister of Iran", None),
        ("the leaders of Russia, Turkey and Iran", None),
        ("EU chief", None),
        ("a taxi driver", None),
    ],
)
def test_office_of(registry: Registry, words: str, office: tuple[str, str | None] | None) -> None:
    assert registry.office_of(words) == office


def test_a_leader_is_whoever_led_at_that_date(registry: Registry) -> None:
    assert registry.office_of("Turkish leader", on=date(2012, 5, 1)) == (
        "head_of_government",
        "TUR",
    )


def test_togos_leader_governs_since_its_new_constitution(registry: Registry) -> None:
    for day, office in (
        (date(2020, 5, 1), "head_of_state"),
        (date(2025, 6, 1), "head_of_government"),
    ):
        assert registry.office_of("Togolese leader", on=day) == (office, "TGO")
        (leader,) = registry.holders("principal", "TGO", day)
        assert leader.person.name == "Faure Gnassingbé"


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("Iranian state TV", "IRN"),
        ("Syrian opposition groups", "SYR"),
        ("military chief of Iran", "IRN"),
        ("White House", "USA"),
        ("Turkish-backed rebels", None),
        ("U.S.-led coalition", None),
        ("Russia-Turkey talks", None),
        ("international community", None),
    ],
)
def test_country_of(registry: Registry, words: str, iso3: str | None) -> None:
    assert registry.country_of(words) == iso3


def test_half_known_dates_are_intervals() -> None:
    assert bounds("2017") == (date(2017, 1, 1), date(2017, 12, 31))
    assert bounds("2016-02") == (date(2016, 2, 1), date(2016, 2, 29))
    assert bounds("2017-11-22") == (date(2017, 11, 22), date(2017, 11, 22))


def test_an_interval_that_spans_a_change_returns_both(own: Registry) -> None:
    def names(start: date, end: date | None = None) -> list[str]:
        found = own.holders("head_of_government", "TUV", start, end)
        return [holding.person.name for holding in found if holding.source == "made up"]

    assert names(date(2003, 1, 1)) == ["Ann Alpha"]
    assert names(date(2005, 3, 10)) == ["Ann Alpha", "Bo Beta"]
    assert names(date(2011, 1, 1), date(2011, 12, 31)) == ["Bo Beta", "Cy Gamma"]
    assert names(date(1999, 1, 1)) == []


def test_held_at_says_no_only_on_a_ground(own: Registry) -> None:
    beta, gamma = "person:bo-beta-TUV", "person:cy-gamma-TUV"
    assert own.held_at(beta, "head_of_government", date(2008, 1, 1)) is True
    assert own.held_at(beta, "head_of_government", date(2012, 1, 1)) is False
    assert own.held_at(beta, "head_of_government", date(2005, 3, 10)) is None
    assert own.held_at(gamma, "head_of_government", date(2200, 1, 1)) is None
    assert own.held_at(beta, "head_of_state", date(2003, 1, 1)) is False
    assert own.held_at(beta, "defence_minister", date(2003, 1, 1)) is None
    assert own.held_at("person:nobody-TUV", "defence_minister", date(2003, 1, 1)) is None


def test_an_office_in_a_body_is_the_same_persons(own: Registry) -> None:
    (gamma,) = own.people("Cy Gamma")
    assert gamma.person_id == "person:cy-gamma-TUV"
    assert {h.whose for h in own.holdings if h.person == gamma} == {"TUV", "igo:opec"}


@pytest.mark.parametrize("count", range(2, 10))
def test_who_headed_bodies_alone_goes_by_the_first_of_the_table(count: int) -> None:
    fields = ("person", "aliases", "iso3_or_body", "office", "start", "end", "source", "note")
    bodies = [f"body-{at}" for at in range(count)]
    rows = [
        dict(
            zip(
                fields,
                ("Ann Alpha", "", body, "body_head", f"{2000 + at}", "", "", ""),
                strict=True,
            )
        )
        for at, body in enumerate(bodies)
    ]
    found = {one.person.person_id for one in read_holdings(rows, {}, {})}
    assert found == {"person:ann-alpha-body-0"}


def test_a_shared_family_name_returns_everyone_and_is_no_alias(own: Registry) -> None:
    assert own.people("Alpha") == ()
    assert [person.name for person in own.bearers("Alpha")] == ["Ann Alpha", "Di Alpha"]
    assert [person.name for person in own.people("Annie Alpha")] == ["Ann Alpha"]


def test_a_folder_of_ones_own_adds_to_the_shipped_tables(own: Registry) -> None:
    assert own.metonym("Vaiaku") == "TUV"
    assert own.metonym("Ankara") == "TUR"
    assert load().metonym("Vaiaku") is None


def test_prime_minister_putin_in_2020_is_told_apart(registry: Registry) -> None:
    putin = registry.people("Vladimir Putin")
    if not putin:
        pytest.skip("no office holders are shipped")
    (person,) = putin
    assert registry.held_at(person.person_id, "head_of_government", date(2020, 6, 1)) is False
    assert registry.held_at(person.person_id, "head_of_state", date(2020, 6, 1)) is True


def test_east_asian_names_are_found_in_either_order(registry: Registry) -> None:
    if not registry.people("Fumio Kishida"):
        pytest.skip("no office holders are shipped")
    assert registry.people("Kishida Fumio") == registry.people("Fumio Kishida")
    assert registry.people("Suk-yeol Yoon") == registry.people("Yoon Suk Yeol") != ()


def test_an_alias_that_two_people_share_returns_both(registry: Registry) -> None:
    if not registry.people("George W. Bush"):
        pytest.skip("no office holders are shipped")
    assert len(registry.people("George Bush")) == 2


WITHOUT_OFFICE = {"Leonid Slutsky"}
"""Held no office of the tables: his country comes from the role that the article gives him."""


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed["doc"][:3])
def test_every_actor_of_the_seeds_gets_its_country(registry: Registry, seed: dict) -> None:
    for actor in seed["actors"].values():
        name, kind, iso3 = actor["name"], actor["kind"], actor["iso3"]
        if name in NOT_OF_ONE_STATE:
            assert registry.country_of(name) is None
        elif name in WITHOUT_OFFICE:
            assert registry.people(name) == ()
        elif kind == "person":
            known = registry.people(name) or registry.bearers(name)
            found = {person.country_iso3 for person in known}
            assert iso3 is None or not registry.persons or iso3 in found, name
        elif kind == "igo":
            assert registry.organisation(name), name
        else:
            assert registry.country_of(name) == iso3, name


def test_participants_of_the_devset_are_known(registry: Registry) -> None:
    if not registry.persons:
        pytest.skip("no office holders are shipped")
    unknown = {
        name
        for document in DEVSET
        for meeting in document["gold_meetings"]
        for name in meeting["participants"]
        if not (registry.people(name) or registry.state(name))
    }
    # Ministers of energy, a secretary of the Army, an adviser without office, a delegation.
    assert unknown <= {
        "Yuval Steinitz",
        "Konstantinos Hatzidakis",
        "Georgios Lakkotrypis",
        "Jared Kushner",
        "Secretary Driscoll",
        "Ukrainian delegation",
    }
    assert registry.country_of("Ukrainian delegation") == "UKR"


def test_every_row_says_where_it_was_read(registry: Registry) -> None:
    assert all(state.sources for state in registry.states.values())
    for name in ("organisations", "metonyms", "offices", "places", "cities", "office_holders_*"):
        assert all(row["source"] for row in table([REFERENCE], name)), name
    assert UNVERIFIED in registry.states["TUR"].sources


def test_every_state_had_a_head_in_each_year(registry: Registry) -> None:
    """San Marino's change twice a year."""
    headless = {
        state.iso3
        for state in registry.states.values()
        for year in range(2014, 2026)
        if state.kind == "state"
        and not any(
            registry.holders(office, state.iso3, date(year, 1, 1), date(year, 12, 31))
            for office in HEADS
        )
    }
    assert headless == {"SMR"}


def test_two_heads_of_one_state_on_one_day_are_noted(registry: Registry) -> None:
    """An overlap is a handover of days, or its note says why: power shared or disputed."""
    unsaid = []
    for (office, whose), holdings in registry.holdings_by_office.items():
        for one, other in combinations(holdings, 2):
            begun = max(one.start[1], other.start[1])
            ended = min(each.end[0] if each.end else KNOWN_UNTIL for each in (one, other))
            told = "overlap" in one.note + other.note or "dispute" in one.note + other.note
            two = office in HEADS and ended - begun > timedelta(3) and not told
            if two and one.person != other.person:
                unsaid.append((whose, office, one.person.name, other.person.name, begun))
    assert unsaid == []


def test_no_alias_of_a_body_is_also_a_state(registry: Registry) -> None:
    assert set(map(plain, registry.state_words)).isdisjoint(registry.organisation_words)
