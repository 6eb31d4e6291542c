SELECT record_kind, char_start, char_end FROM evidence WHERE article_id = $article_id;
