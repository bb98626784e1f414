"""Mail: what a message is, and how it leaves, over SMTP or into a folder. The only room that imports smtplib, email_validator and dns."""
