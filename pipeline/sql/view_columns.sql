-- What the columns of the views mean; `COMMENT ON` for tables and views is made from the row
-- models and from the comments in views.sql (pipeline.storing.dictionary).

COMMENT ON COLUMN quotes.statement_id IS 'Hash of the article and the words of the content.';
COMMENT ON COLUMN quotes.article_id IS 'The article that reports it.';
COMMENT ON COLUMN quotes.speakers IS 'Names of those who said it, joined by '', ''; null where none is known.';
COMMENT ON COLUMN quotes.n_speakers IS 'How many said it together.';
COMMENT ON COLUMN quotes.via IS 'Names of those who relayed it, joined by '', ''; null = first-hand.';
COMMENT ON COLUMN quotes.said_on IS 'The day it was said; null where unknown.';
COMMENT ON COLUMN quotes.quote_type IS 'How much of the content stands between quotation marks.';
COMMENT ON COLUMN quotes.act IS 'What the speaker does by saying it.';
COMMENT ON COLUMN quotes.medium IS 'Where or how it was said.';
COMMENT ON COLUMN quotes.summit_id IS 'The meeting at which it was said.';
COMMENT ON COLUMN quotes.text IS 'The content, segments joined by '' […] ''.';
COMMENT ON COLUMN quotes.title IS 'The headline of the article.';

COMMENT ON COLUMN quotes_by_leader_year.actor_id IS 'The leader.';
COMMENT ON COLUMN quotes_by_leader_year.leader IS 'The leader''s name.';
COMMENT ON COLUMN quotes_by_leader_year.year IS 'The year in which it was said.';
COMMENT ON COLUMN quotes_by_leader_year.quote_type IS 'How much of the content stands between quotation marks.';
COMMENT ON COLUMN quotes_by_leader_year.n IS 'Number of statements.';

COMMENT ON COLUMN event_participants.event_id IS 'The event.';
COMMENT ON COLUMN event_participants.actor_id IS 'Who took part.';
COMMENT ON COLUMN event_participants.name IS 'The name under which the registry knows it, else its longest form in an article.';
COMMENT ON COLUMN event_participants.kind IS 'What sort of actor it is.';
COMMENT ON COLUMN event_participants.party_id IS 'The actor for whom the participant sat there: a state, igo or group.';
COMMENT ON COLUMN event_participants.party_iso3 IS 'The party''s state; ISO 3166-1 alpha-3.';
COMMENT ON COLUMN event_participants.role IS 'The part it played; any told part outweighs ''participant''.';

COMMENT ON COLUMN event_formats.event_id IS 'Hash of its first telling.';
COMMENT ON COLUMN event_formats.status IS 'Whether it took place or is planned.';
COMMENT ON COLUMN event_formats.n_parties IS 'Number of states, bodies and groups that were represented.';
COMMENT ON COLUMN event_formats.format IS 'What kind of meeting it is, from channel, level and number of parties.';

COMMENT ON COLUMN timeline.event_id IS 'Hash of its first telling.';
COMMENT ON COLUMN timeline.date_start IS 'First day on which it can have been; null where only an end is known.';
COMMENT ON COLUMN timeline.date_end IS 'Last day on which it can have been, inclusive.';
COMMENT ON COLUMN timeline.date_precision IS 'How exactly the day is known.';
COMMENT ON COLUMN timeline.status IS 'Whether it took place or is planned.';
COMMENT ON COLUMN timeline.format IS 'What kind of meeting it is, from channel, level and number of parties.';
COMMENT ON COLUMN timeline.level IS 'Rank of the participants.';
COMMENT ON COLUMN timeline.place_text IS 'The words for the place in the telling that is most exact.';
COMMENT ON COLUMN timeline.country_iso3 IS 'The state in which the place lies; ISO 3166-1 alpha-3.';
COMMENT ON COLUMN timeline.participants IS 'Names of all participants, joined by '', ''.';
COMMENT ON COLUMN timeline.title IS 'Its name, where a telling gives one.';
COMMENT ON COLUMN timeline.n_articles IS 'Articles that tell it, near-duplicates counted once.';

COMMENT ON COLUMN dyads.event_id IS 'The event.';
COMMENT ON COLUMN dyads.actor_a IS 'The participant whose id is the lesser.';
COMMENT ON COLUMN dyads.name_a IS 'Name of the one.';
COMMENT ON COLUMN dyads.actor_b IS 'The other participant.';
COMMENT ON COLUMN dyads.name_b IS 'Name of the other.';
COMMENT ON COLUMN dyads.iso3_a IS 'State of the one''s party; ISO 3166-1 alpha-3.';
COMMENT ON COLUMN dyads.iso3_b IS 'State of the other''s party; ISO 3166-1 alpha-3.';
COMMENT ON COLUMN dyads.channel IS 'How the participants met or spoke.';
COMMENT ON COLUMN dyads.date_start IS 'First day on which it can have been; null where only an end is known.';
COMMENT ON COLUMN dyads.date_end IS 'Last day on which it can have been, inclusive.';
COMMENT ON COLUMN dyads.date_precision IS 'How exactly the day is known.';

COMMENT ON COLUMN planned_not_held.event_id IS 'Hash of its first telling.';
COMMENT ON COLUMN planned_not_held.date_start IS 'First day on which it can have been; null where only an end is known.';
COMMENT ON COLUMN planned_not_held.date_end IS 'Last day on which it can have been, inclusive.';
COMMENT ON COLUMN planned_not_held.date_precision IS 'How exactly the day is known.';
COMMENT ON COLUMN planned_not_held.status IS 'Whether it took place or is planned.';
COMMENT ON COLUMN planned_not_held.format IS 'What kind of meeting it is, from channel, level and number of parties.';
COMMENT ON COLUMN planned_not_held.level IS 'Rank of the participants.';
COMMENT ON COLUMN planned_not_held.place_text IS 'The words for the place in the telling that is most exact.';
COMMENT ON COLUMN planned_not_held.country_iso3 IS 'The state in which the place lies; ISO 3166-1 alpha-3.';
COMMENT ON COLUMN planned_not_held.participants IS 'Names of all participants, joined by '', ''.';
COMMENT ON COLUMN planned_not_held.title IS 'Its name, where a telling gives one.';
COMMENT ON COLUMN planned_not_held.n_articles IS 'Articles that tell it, near-duplicates counted once.';

COMMENT ON COLUMN claims_asserted.claim_id IS 'Hash of the article, the claim''s evidence and its wording.';
COMMENT ON COLUMN claims_asserted.article_id IS 'The article that reports it.';
COMMENT ON COLUMN claims_asserted.asserters IS 'Names of those who vouch for it, joined by '', ''; ''narrator'' = the article itself.';
COMMENT ON COLUMN claims_asserted.text IS 'The claim as one sentence that stands by itself; worded by the model, not the article.';
COMMENT ON COLUMN claims_asserted.claim_type IS 'What it is about.';
COMMENT ON COLUMN claims_asserted.certainty IS 'The asserter''s own certainty.';
COMMENT ON COLUMN claims_asserted.polarity IS '''-'' = it denies what it names.';
COMMENT ON COLUMN claims_asserted.comparator IS 'How `value` is meant: ''>='' at least, ''~'' about; "thousands" is >= 2000.';
COMMENT ON COLUMN claims_asserted.value IS 'The number it states, in `unit`.';
COMMENT ON COLUMN claims_asserted.unit IS 'What is counted or measured, such as people, km, percent.';
COMMENT ON COLUMN claims_asserted.time_start IS 'First day of the time it speaks of.';
COMMENT ON COLUMN claims_asserted.time_end IS 'Last day of that time, inclusive.';
COMMENT ON COLUMN claims_asserted.said_on IS 'The day it was said; null where unknown.';
COMMENT ON COLUMN claims_asserted.published_on IS 'The day of publication; null where no single day is known.';
COMMENT ON COLUMN claims_asserted.evidence IS 'The article''s words on which it rests, pieces joined by '' […] ''.';

COMMENT ON COLUMN claim_pairs.relation IS 'How they stand to each other.';
COMMENT ON COLUMN claim_pairs.rule IS 'The rule that linked them, or `judge`.';
COMMENT ON COLUMN claim_pairs.asserters_a IS 'Who vouches for the one.';
COMMENT ON COLUMN claim_pairs.text_a IS 'The one claim as a sentence.';
COMMENT ON COLUMN claim_pairs.asserters_b IS 'Who vouches for the other.';
COMMENT ON COLUMN claim_pairs.text_b IS 'The other claim as a sentence.';
COMMENT ON COLUMN claim_pairs.claim_a IS 'The one that supports, qualifies or updates the other; else either of the two.';
COMMENT ON COLUMN claim_pairs.claim_b IS 'The other claim.';

COMMENT ON COLUMN coverage.article_id IS 'The article.';
COMMENT ON COLUMN coverage.title IS 'The headline, as the source has it.';
COMMENT ON COLUMN coverage.quotations IS 'Quotations of four words or more.';
COMMENT ON COLUMN coverage.covered IS 'Quotations that a statement covers.';
COMMENT ON COLUMN coverage.not_speech IS 'Quotations in which nobody speaks.';
COMMENT ON COLUMN coverage.open IS 'Quotations that nothing accounts for.';
COMMENT ON COLUMN coverage.summits IS 'Meetings told.';
COMMENT ON COLUMN coverage.statements IS 'Statements.';
COMMENT ON COLUMN coverage.claims IS 'Claims.';
COMMENT ON COLUMN coverage.rejects IS 'Records that did not land.';

COMMENT ON COLUMN review_queue.priority IS 'Rank of what is to be looked at; 1 = look first.';
COMMENT ON COLUMN review_queue.reason IS 'Why it is here.';
COMMENT ON COLUMN review_queue.article_id IS 'The article it is about.';
COMMENT ON COLUMN review_queue.record_id IS 'The record in question; null = the article, or one that did not land.';
COMMENT ON COLUMN review_queue.detail IS 'The words or the doubt in question.';

COMMENT ON COLUMN costs.run_id IS 'The run.';
COMMENT ON COLUMN costs.source_path IS 'The source that was read, or ''(claim pairs)''.';
COMMENT ON COLUMN costs.article_id IS 'Its text; null where none could be read.';
COMMENT ON COLUMN costs.outlet IS 'Who published it, as the source has it.';
COMMENT ON COLUMN costs.title IS 'The headline, as the source has it.';
COMMENT ON COLUMN costs.model IS 'The model that was asked.';
COMMENT ON COLUMN costs.outcome IS 'How the source ended in this run.';
COMMENT ON COLUMN costs.attempts IS 'Calls, those that failed among them.';
COMMENT ON COLUMN costs.input_tokens IS 'Tokens of the requests.';
COMMENT ON COLUMN costs.output_tokens IS 'Tokens of the answers.';
COMMENT ON COLUMN costs.cost_usd IS 'US dollars by the price table of that day; null = no price was known.';

COMMENT ON COLUMN decided_records.article_id IS 'The article it is about.';
COMMENT ON COLUMN decided_records.record_id IS 'The record, under the id that it has since.';
COMMENT ON COLUMN decided_records.verdict IS 'accept, correct, reject or add: the last word on it.';
COMMENT ON COLUMN decided_records.decided_by IS 'Who said it.';
COMMENT ON COLUMN decided_records.decided_at IS 'When; UTC.';

COMMENT ON COLUMN schema_version.version IS 'Version of tables and exchange form.';
