"""Provider batches: requests submitted today, their answers landed tomorrow."""
