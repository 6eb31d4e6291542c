"""A run on many machines: articles go out in shards, their ends come back in Parquet.

    driver    draws articles, puts them into shards, takes their ends up, lands them
    cluster   Ray: hands each shard to a worker, and again where a worker died
    worker    takes a shard's articles to their ends, and keeps each answer at once

All that passes between them lies in one folder that every machine sees (`Place`); Ray
carries a shard's number and no more.
"""
