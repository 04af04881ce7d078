"""The site: settings, addresses, WSGI, and the embedded Postgres."""
