"""Commands that run the web application and look after its data; they need Django, the others do not."""
