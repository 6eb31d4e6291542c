-- One row is one leader and year: n direct and mixed quotations of which that one is the source.
SELECT leader, actor_id, year, sum(n)::BIGINT AS n
FROM quotes_by_leader_year GROUP BY ALL ORDER BY leader, actor_id, year;
