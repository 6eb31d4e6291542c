"""How near the stored records come to records that people read: figures, errors, history.

The order of work: `gold` and `stored` read both sides, `actors` says who is who,
`meetings`, `statements`, `claims` and `coreference` align them and make one `Result` per
record and metric; `results` turns results into figures, `report` prints them, `history`
keeps them in the database and `compare` tells what got better and worse.
"""
