"""The JSON bodies of the interface, by resource; `given` has what those that come in are made of."""
