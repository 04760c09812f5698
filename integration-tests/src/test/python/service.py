# SPDX-License-Identifier: Apache-2.0
"""One HTTP service under the SkyWalking Python agent.

Arguments: name, port, address of the server for agents, and the address of the service that it asks for every answer, if there is one.
/fail answers 500, every other path 200.
"""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import urlopen

from skywalking import agent, config

name, port, collector = sys.argv[1:4]
downstream = sys.argv[4] if len(sys.argv) > 4 else None

config.init(agent_collector_backend_services=collector, agent_name=name, agent_instance_name=f"{name}-1",
            agent_log_reporter_active=False, agent_meter_reporter_active=True, agent_meter_reporter_period=2)
agent.start()


class Handler(BaseHTTPRequestHandler):

    def do_GET(self):
        if downstream:
            try:
                urlopen(downstream + self.path).read()
            except HTTPError:
                pass  # the other service fails where this one does
        self.send_response(500 if self.path == "/fail" else 200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
