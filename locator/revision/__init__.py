"""How the directory changes: fields, versions, and the changes that wait to be approved. No framework, no SQL, no clock."""
