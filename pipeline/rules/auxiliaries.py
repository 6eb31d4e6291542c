"""What stands between a subject and its verb: "has repeatedly", "is understood to have"."""

from pipeline.rules.heard import Speech

AUXILIARY = frozenset(
    """
    has have had is was were are been be also later then further again repeatedly publicly
    reportedly earlier previously both all jointly separately recently once quickly himself
    herself themselves itself even still just now today yesterday tuesday monday wednesday
    thursday friday saturday sunday each first finally soon too
    here there
    """.split()
)
_REPUTED = frozenset(
    "understood said believed reported thought alleged known used liked likes loved".split()
)
_MODAL = frozenset("would will could might may".split())
_GOING = frozenset("went go goes gone going".split())
_DATED = 3
"""Words between "who" and its verb that tell when: "last year", "in 2011"."""


def past_auxiliaries(speech: Speech, back: int, first: int) -> int:
    """The token before adverbs, auxiliaries and a relative pronoun."""
    tokens, classes = speech.tokens, speech.classes
    low = tokens.low
    while back >= first:
        if low[back] == "only":
            back -= 1 + (low[back - 1] in _MODAL)  # "would only say"
            continue
        if low[back] in _MODAL and low[back + 2 : back + 3] == ["only"]:
            back -= 1  # "would say only"
            continue
        helps = low[back] in AUXILIARY and not speech.cast.at(tokens.starts[back])
        if helps or (low[back].endswith("ly") and classes[back] == "l"):
            back -= 1
        elif low[back] == "to" and low[back - 1] in _REPUTED:
            back -= 2  # "is understood to have told", "used to say"
        elif low[back] == "to" and low[back - 1] == "on" and low[back - 2] in _GOING:
            back -= 3
        else:
            break
    for step in range(_DATED + 1):
        if back - step <= first or classes[back - step] not in "fdDlw":
            break
        if low[back - step] in ("who", "which"):
            back -= step + 1  # "who last year called"
            return back - (classes[back] == "c" and back > first)
    return back
