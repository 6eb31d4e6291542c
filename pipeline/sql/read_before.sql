-- What sources held when articles landed from them, and the day of publication found there.
SELECT digest, article_id, published_on FROM source_digests;
