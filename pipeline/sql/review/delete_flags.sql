DELETE FROM flags WHERE article_id = $article_id AND code <> 'decision_without_meeting';
