"""`meetings/encounters`: met, held talks, spoke, phoned, gathered, attended."""

from tests.rules import read_meetings


def test_a_call_in_the_title_makes_spoke_a_call() -> None:
    told = "President Mara Venn of Kallistan spoke with President Jon Hale of Ostrava today."
    assert read_meetings(told).summits[0].channel == "unspecified"
    title = "Readout of President Mara Venn’s Call with President Jon Hale"
    assert read_meetings(told, title).summits[0].channel == "phone"
