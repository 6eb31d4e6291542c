-- How many days lie between the meetings of the leaders of some states? (question 7)
-- $states = IRN,RUS,TUR: their codes (ISO 3166-1 alpha-3); they alone met
WITH meetings AS (
    SELECT e.event_id, e.date_start
    FROM events AS e
    JOIN event_participants AS ep ON ep.event_id = e.event_id
    WHERE e.status = 'held' AND e.level = 'leaders' AND e.date_precision = 'day'
    GROUP BY ALL
    HAVING list_sort(list(DISTINCT ep.party_iso3)) = list_sort(string_split(replace(upper($states), ' ', ''), ','))
)
SELECT
    lag(date_start) OVER (ORDER BY date_start) AS before,
    date_start AS next,
    date_start - lag(date_start) OVER (ORDER BY date_start) AS days,
    lag(event_id) OVER (ORDER BY date_start) AS event_before,
    event_id AS event_next
FROM meetings
QUALIFY before IS NOT NULL
ORDER BY next;
