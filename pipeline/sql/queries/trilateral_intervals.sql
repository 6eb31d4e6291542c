-- How many days lie between the leaders' meetings of Russia, Turkey and Iran? (question 7)
WITH meetings AS (
    SELECT e.event_id, e.date_start
    FROM events AS e
    JOIN event_participants AS ep ON ep.event_id = e.event_id
    WHERE e.status = 'held' AND e.level = 'leaders' AND e.date_precision = 'day'
    GROUP BY ALL
    HAVING list_sort(list(DISTINCT ep.party_iso3)) = ['IRN', 'RUS', 'TUR']
)
SELECT
    lag(date_start) OVER (ORDER BY date_start) AS before,
    date_start AS next,
    date_start - lag(date_start) OVER (ORDER BY date_start) AS days
FROM meetings
QUALIFY before IS NOT NULL
ORDER BY next;
