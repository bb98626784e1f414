"""Sign-in by an organisation's own identity provider (OpenID Connect). The only room that imports Authlib, joserfc, requests and urllib3."""
