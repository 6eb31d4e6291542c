"""Records, drafts and tables: pydantic models, the ground floor of summitry."""
