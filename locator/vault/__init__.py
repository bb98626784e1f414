"""Secrets: passwords, second factors, sealed fields, tokens. The only room that imports argon2, pyotp, cryptography and webauthn."""
