"""The same scan page as a Django project would usually build it: ORM, template, the usual middleware."""
