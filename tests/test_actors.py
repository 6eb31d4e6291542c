"""Who an actor is: by which rule, and who is never made one."""

from datetime import date
from typing import Any

import pytest

from pipeline.grounding.ground import ground
from pipeline.lookup.registry import load
from pipeline.reading.text import make_article
from pipeline.resolving.actors import identified
from pipeline.resolving.dated import dated_article
from pipeline.resolving.naming import resolve_actor
from pipeline.resolving.resolve import resolve
from schemas.records import Actor, ArticleRecords, DateInterval, Span
from tests.drafts import actor as wire_actor
from tests.drafts import article, draft, meeting, parsed

REGISTRY = load()
TEXT = "Rouhani met the Turkish president. Kim Rouhani, a farmer, did not."


def actor(ref: str = "a1", **fields: Any) -> Actor:
    values: dict[str, Any] = {
        "ref": ref,
        "mention_id": f"m-{ref}",
        "name": None,
        "kind": "person",
        "role": None,
        "affiliation": None,
        "members": (),
        "evidence": (Span(start=0, end=7, text="Rouhani", match="exact"),),
        "actor_id": "",
    }
    return Actor(**{**values, **fields})


def article_of(*actors: Actor, day: date = date(2018, 4, 4), text: str = TEXT) -> ArticleRecords:
    article = make_article(text, "test.txt").model_copy(
        update={"published": DateInterval(start=day, end=day, precision="day", basis="explicit")}
    )
    return identified(ArticleRecords(article=article, actors=actors), REGISTRY)


@pytest.mark.parametrize(
    ("fields", "expected", "rule"),
    [
        ({"name": "Hassan Rohani"}, "person:hassan-rouhani-IRN", "alias"),
        ({"name": "Hassan Rouhani"}, "person:hassan-rouhani-IRN", "alias"),
        ({"name": "Rouhani", "role": "Iran's President"}, "person:hassan-rouhani-IRN", "surname_country"),
        ({"kind": "role_holder", "role": "Turkish president"}, "person:recep-tayyip-erdogan-TUR", "role_at_date"),
        ({"name": "Ankara", "kind": "state"}, "state:TUR", "metonym"),
        ({"name": "Türkiye", "kind": "state"}, "state:TUR", "alias"),
        ({"name": "U.N. Security Council", "kind": "igo"}, "igo:un-security-council", "alias"),
        ({"name": "Jana Jabbour"}, "person:jana-jabbour", "name"),
        ({"name": "Slobodan Putin", "affiliation": "Russia"}, "person:slobodan-putin-RUS", "name"),
    ],
)  # fmt: skip
def test_each_rule_resolves(fields: dict[str, Any], expected: str, rule: str) -> None:
    found = resolve_actor(actor(**fields), REGISTRY, date(2018, 4, 4), "x")
    assert (found.known.actor_id, found.rule) == (expected, rule)


def test_a_role_follows_the_date() -> None:
    minister = actor(kind="role_holder", role="U.S. President")
    ids = [
        resolve_actor(minister, REGISTRY, day, "x").known.actor_id
        for day in (date(2015, 5, 1), date(2018, 5, 1), date(2022, 5, 1))
    ]
    assert len(set(ids)) == 3


def test_a_role_from_an_unverified_table_is_flagged() -> None:
    records = article_of(actor(kind="role_holder", role="Turkish president"))
    assert "role_from_unverified_table" in {flag.code for flag in records.flags}


def test_two_rouhanis_of_one_article_stay_two() -> None:
    records = article_of(
        actor("a1", name="Rouhani", role="Iranian President", affiliation="Iran"),
        actor("a2", name="Kim Rouhani", affiliation="Iran"),
    )
    first, second = (one.actor_id for one in records.actors)
    assert first == "person:hassan-rouhani-IRN"
    assert second != first


def test_an_unknown_bare_surname_is_a_person_of_its_article_alone() -> None:
    one = resolve_actor(actor(name="Xyzzy"), REGISTRY, None, "aaa").known.actor_id
    other = resolve_actor(actor(name="Xyzzy"), REGISTRY, None, "bbb").known.actor_id
    assert one != other


def met(*names: str, day: date = date(2022, 3, 15)) -> ArticleRecords:
    """What an article says in which these meet."""
    refs = [f"a{n}" for n, _ in enumerate(names)]
    cast = [wire_actor(ref, name) for ref, name in zip(refs, names, strict=True)]
    wire = draft(cast, [meeting("m1", *refs, at=["1"], pl=None)], [], dl=None)
    told = article(f"{' and '.join(names)} met on Monday.", published_text=day.isoformat())
    return resolve(ground(dated_article(told), parsed(wire)).records)


def test_bare_surnames_that_meet_are_those_in_office_that_day() -> None:
    lavrov, cavusoglu = met("Lavrov", "Cavusoglu").actors
    assert (lavrov.actor_id, lavrov.resolved_by) == ("person:sergey-lavrov-RUS", "surname_meeting")
    assert (cavusoglu.country_iso3, cavusoglu.resolved_by) == ("TUR", "surname_meeting")
    putin, erdogan = met("Putin", "Recep Tayyip Erdogan").actors
    assert (putin.actor_id, putin.resolved_by) == ("person:vladimir-putin-RUS", "surname_meeting")
    assert erdogan.resolved_by == "alias"


@pytest.mark.parametrize(
    ("names", "day"),
    [
        (("Lavrov", "Xyzzy"), date(2022, 3, 15)),  # nobody bears him out
        (("Lavrov", "Putin"), date(2022, 3, 15)),  # nor does one of his own country
        (("Lavrov", "Cavusoglu"), date(1999, 3, 15)),  # in no office then
        (("Wang", "Nguyen"), date(2022, 3, 15)),  # several bear it
        (("Wang", "Cavusoglu"), date(2022, 3, 15)),
    ],
)
def test_bare_surname_that_no_meeting_bears_out_stays_unknown(
    names: tuple[str, ...], day: date
) -> None:
    assert {one.resolved_by for one in met(*names, day=day).actors} == {"name_in_article"}


def test_person_read_by_surname_and_meeting_is_put_before_a_person() -> None:
    flags = met("Lavrov", "Cavusoglu").flags
    assert [flag.message for flag in flags if flag.code == "surname_alone"] == [
        "'Lavrov' is read as Sergey Lavrov, by the name and the meeting",
        "'Cavusoglu' is read as Mevlüt Çavuşoğlu, by the name and the meeting",
    ]


def test_an_unnamed_official_is_somebody_else_in_every_article() -> None:
    official = actor(kind="role_holder", role="a senior official who asked not to be named")
    one = resolve_actor(official, REGISTRY, date(2018, 4, 4), "aaa").known.actor_id
    other = resolve_actor(official, REGISTRY, date(2018, 4, 4), "bbb").known.actor_id
    assert one != other


def test_an_office_not_held_at_the_date_is_flagged() -> None:
    records = article_of(
        actor(name="Vladimir Putin", role="Russian Prime Minister"), day=date(2020, 3, 1)
    )
    assert "role_not_held" in {flag.code for flag in records.flags}
    held = article_of(actor(name="Vladimir Putin", role="Russian President"), day=date(2020, 3, 1))
    assert "role_not_held" not in {flag.code for flag in held.flags}


def test_the_party_of_a_person_is_his_state_and_of_an_opposition_itself() -> None:
    records = article_of(
        actor("a1", name="Vladimir Putin"),
        actor("a2", name="Syrian opposition groups", kind="opposition_group"),
        actor("a3", name="Geir Pedersen", affiliation="United Nations"),
    )
    assert records.parties["a1"].party_id == "state:RUS"
    assert records.parties["a2"].country_iso3 is None
    assert records.parties["a2"].party_id.startswith("opposition_group:")
    assert records.parties["a3"].party_id == "igo:un"
    assert {"state:RUS", "igo:un"} <= {one.actor_id for one in records.known_actors}


@pytest.mark.parametrize(
    ("fields", "day", "party"),
    [
        ({"name": "Ursula von der Leyen"}, date(2022, 5, 1), "igo:european-commission"),
        ({"name": "Ursula von der Leyen"}, date(2017, 5, 1), "state:DEU"),
        ({"name": "Jens Stoltenberg", "role": "Secretary-General"}, date(2020, 5, 1), "igo:nato"),
        ({"name": "Ada Mwangi", "role": "NATO Secretary General"}, date(2020, 5, 1), "igo:nato"),
        ({"name": "Bo Vik", "role": "deputy head of the UN mission"}, date(2020, 5, 1), "igo:un"),
        ({"name": "Bo Vik", "role": "ambassador to the UN"}, date(2020, 5, 1), None),
        ({"name": "Bo Vik", "role": "Norway's ambassador to NATO"}, date(2020, 5, 1), "state:NOR"),
        ({"name": "Bo Vik", "role": "envoy"}, date(2020, 5, 1), None),
        ({"name": "Kaja Kallas", "affiliation": "Estonia"}, date(2022, 5, 1), "state:EST"),
        ({"name": "Mark Rutte", "role": "Dutch premier"}, date(2022, 5, 1), "state:NLD"),
    ],
)
def test_whom_no_words_place_sits_for_the_body_of_his_office(
    fields: dict[str, Any], day: date, party: str | None
) -> None:
    found = article_of(actor(**fields), day=day).parties.get("a1")
    assert (found.party_id if found else None) == party


def test_what_belongs_to_an_actor_is_one_thing_however_he_is_spelt() -> None:
    ids = [
        article_of(
            actor("a1", name=f"Hassan {owner}"),
            actor("a2", name=f"{title}{owner}’s website", kind="government_body"),
        )
        .actors[1]
        .actor_id
        for owner, title in (("Rouhani", "President "), ("Rohani", ""))
    ]
    assert ids[0] == ids[1] == "government_body:website-of-person:hassan-rouhani-IRN"


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Syrian troops met there. The troops left.", True),
        ("Troops left. In the evening, Syrian troops met.", True),
        ("Syrian troops met. Turkey backs troops in Syria.", True),
        ("Syrian troops met. Russian troops left, other troops stayed.", False),
        ("Syrian troops met. Turkish-backed troops left.", False),
        ("Syrian troops met. The troops of Iran left.", False),
        ("Syrian troops met. South Korean troops left.", False),
    ],
)
def test_a_group_is_of_the_only_nation_that_the_article_gives_it(text: str, one: bool) -> None:
    records = article_of(
        actor("a1", name="Syrian troops", kind="armed_group"),
        actor("a2", name="troops", kind="armed_group"),
        text=text,
    )
    full, bare = records.actors
    assert (full.actor_id == bare.actor_id) is one
    assert (bare.resolved_by == "nation") is one


def test_groups_of_two_nations_lend_theirs_to_none() -> None:
    records = article_of(
        actor("a1", name="Turkish troops", kind="armed_group"),
        actor("a2", name="Russian troops", kind="armed_group"),
        actor("a3", name="troops", kind="armed_group"),
        actor("a4", name="opposition groups", kind="opposition_group", affiliation="Libya"),
        actor("a5", name="Syrian opposition groups", kind="opposition_group"),
        actor("a6", name="political groups", kind="collective"),
    )
    assert len({one.actor_id for one in records.actors}) == 6
