"""What the benchmarks share: articles, an endpoint, peers. `bench/run.py` runs none of it."""
