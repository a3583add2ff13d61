"""Takes requests in before a thread is given to them, as a proxy does: whoever sends a byte a
second costs a place in a list, and no thread.

gunicorn's threads read from the connection themselves: as many slow senders as there are threads
would hold up everybody. For those who run the wiki without the proxy of deploy/nginx.

`arriving` is what has come of a request, `worker` gunicorn's own with a list of those.
"""
