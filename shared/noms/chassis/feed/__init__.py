"""Events: written with the effect, ordered after commit, read over HTTP, applied once by each follower."""
