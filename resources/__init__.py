"""Icons, sounds and translations, and where to find them. Imports nothing but the standard library."""
