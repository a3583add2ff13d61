"""`python receiver.py CERT KEY FILE STATUS...`: a server with TLS that writes what it gets into
FILE, one JSON a line, and answers with the statuses in turn, with the last one for ever."""

import json
import ssl
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

cert, key, file, *statuses = sys.argv[1:]
answers = [int(status) for status in statuses]


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        got = {"path": self.path, "headers": dict(self.headers), "body": body}
        with open(file, "a") as kept:
            kept.write(json.dumps(got) + "\n")
        self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
        self.send_header("Location", "https://boese.example/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


server = HTTPServer(("127.0.0.1", 0), Receiver)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(cert, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
