-- Without those that events make anew from all decisions.
SELECT * FROM flags WHERE article_id = $article_id AND code <> 'decision_without_meeting';
