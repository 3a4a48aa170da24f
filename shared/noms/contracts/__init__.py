"""The wire: what crosses between services and consumers. Pydantic and the standard library only."""
