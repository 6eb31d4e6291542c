"""The forms in which a record is asked for: what they leave out is read as its default."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from pipeline.extracting.prompt import EXTRACT, prompt
from schemas.draft import ActorDraft, ArticleDraft, ClaimDraft, CoverageDraft, RepairDraft, Wire
from tests.drafts import actor, claim, covering, draft, repairs, statement

FORMED: list[type[Wire]] = [ActorDraft, ClaimDraft]
PLAIN = claim("Venn met Brand.", ["1"])
FULL = claim("Venn met nobody.", ["1"], f="-certain")
BOTH = statement("a1", at=["1"], claims=[PLAIN, FULL, PLAIN])
CAST = [actor("a1", "Venn"), actor("a2", None, "collective", ro="the two", m=["a1"])]


@pytest.mark.parametrize("model", FORMED)
def test_the_first_form_has_every_key_and_what_another_lacks_has_a_default(
    model: type[Wire],
) -> None:
    fields = {field.alias: field for field in model.model_fields.values()}
    first, *others = model.forms
    assert sorted(first) == sorted(map(str, fields))
    for form in others:
        lacking = fields.keys() - set(form)
        assert lacking
        assert not any(fields[key].is_required() for key in lacking)


words = st.text(min_size=1, max_size=20)
values = {
    "t": words,
    "k": st.sampled_from(["event", "casualty", "state"]),
    "d": st.none() | words,
    "at": st.lists(words, max_size=2),
    "r": words,
    "n": st.none() | words,
    "ro": st.none() | words,
    "of": st.none() | words,
}


@given(st.data())
def test_a_plain_claim_and_the_same_one_in_full_are_one_record(data: st.DataObject) -> None:
    told = {key: data.draw(values[key]) for key in ClaimDraft.forms[1]}
    full = {**told, "f": "certain", "q": None, "w": []}
    shuffled = {key: full[key] for key in data.draw(st.permutations(ClaimDraft.forms[0]))}
    plain = ClaimDraft.model_validate_json(json.dumps(told))
    assert plain == ClaimDraft.model_validate_json(json.dumps(shuffled))
    assert plain.model_dump(mode="json", by_alias=True) == full


@given(st.data())
def test_a_plain_actor_and_the_same_one_in_full_are_one_record(data: st.DataObject) -> None:
    told = {key: data.draw(values[key]) for key in ActorDraft.forms[1]} | {"k": "collective"}
    full = {**told, "m": []}
    shuffled = {key: full[key] for key in data.draw(st.permutations(ActorDraft.forms[0]))}
    plain = ActorDraft.model_validate_json(json.dumps(told))
    assert plain == ActorDraft.model_validate_json(json.dumps(shuffled))
    assert plain.model_dump(mode="json", by_alias=True) == full


@pytest.mark.parametrize(
    ("shape", "answer"),
    [
        (ArticleDraft, draft(CAST, [], [BOTH], [FULL, PLAIN])),
        (RepairDraft, repairs({"A": CAST[1]}, {"C": PLAIN}, {"C": FULL}, {"S": BOTH}, {})),
        (CoverageDraft, covering(BOTH, None, actors=CAST)),
    ],
    ids=["article", "repair", "coverage"],
)
def test_both_forms_fit_the_schema_that_is_sent(
    shape: type[BaseModel], answer: dict[str, Any]
) -> None:
    Draft202012Validator(shape.model_json_schema()).validate(answer)
    assert "Malformed" not in repr(shape.model_validate_json(json.dumps(answer)))


@pytest.mark.parametrize(
    "mixed",
    [
        {**PLAIN, "q": None},
        {**PLAIN, "w": [], "q": None},
        {key: value for key, value in FULL.items() if key != "w"},
        {key: value for key, value in PLAIN.items() if key != "d"},
    ],
)
def test_half_a_form_does_not_fit_but_is_read(mixed: dict[str, Any]) -> None:
    answer = draft([], [], [], [mixed])
    assert not Draft202012Validator(ArticleDraft.model_json_schema()).is_valid(answer)
    (read,) = ArticleDraft.model_validate_json(json.dumps(answer)).claims
    assert isinstance(read, ClaimDraft)


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "properties" in schema:
            yield schema
        for value in schema.values():
            yield from objects(value)
    if isinstance(schema, list):
        for value in schema:
            yield from objects(value)


@pytest.mark.parametrize("model", FORMED)
def test_what_is_said_of_a_key_is_sent_once(model: type[Wire]) -> None:
    first, *others = objects(model.model_json_schema())
    assert [tuple(one["properties"]) for one in (first, *others)] == list(model.forms)
    assert any("description" in field for field in first["properties"].values())
    for one in others:
        assert not any("description" in field for field in one["properties"].values())


def example() -> str:
    """The answer that the prompt shows."""
    return prompt(EXTRACT).strip().splitlines()[-1]


def test_the_prompts_example_is_such_an_answer_in_both_forms() -> None:
    shown = json.loads(example())
    Draft202012Validator(ArticleDraft.model_json_schema()).validate(shown)
    claims = [*shown["C"], *(one for said in shown["S"] for one in said["c"])]
    assert {tuple(one) for one in claims} == set(ClaimDraft.forms)
    assert example() == json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def test_the_prompt_names_the_forms_of_a_claim() -> None:
    for form in ClaimDraft.forms:
        assert "{" + ",".join(f'"{key}"' for key in form) + "}" in prompt(EXTRACT)
