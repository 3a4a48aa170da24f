"""The three services. None imports another; they speak over HTTP."""
