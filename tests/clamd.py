"""A little virus scanner that speaks clamd's INSTREAM and knows one virus: the EICAR test file.

`python -m tests.clamd` listens on a free port of this machine and prints its number.
"""

import socketserver
from base64 import b64decode

# In letters that no scanner of this machine takes for the test file itself.
EICAR = b64decode(
    "WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo="
)
COMMAND = b"zINSTREAM\0"


class Scan(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        if self.rfile.read(len(COMMAND)) != COMMAND:
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(size)
        said = b"Eicar-Test-Signature FOUND" if EICAR in data else b"OK"
        self.wfile.write(b"stream: " + said + b"\0")


if __name__ == "__main__":
    with socketserver.TCPServer(("127.0.0.1", 0), Scan) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()
