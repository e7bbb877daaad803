"""Server-sent events as WHATWG has them, and where a client is among them."""

import json
import re
import sys

LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")


class Reader:
    """Outlives connections: knows the last id and how long to wait before the next one."""

    def __init__(self):
        self.last_event_id = ""
        self.retry = 1.0

    def headers(self):
        headers = {"Accept": "text/event-stream"}
        return headers | ({"Last-Event-ID": self.last_event_id} if self.last_event_id else {})

    async def events(self, chunks):
        """Yields (type, data) of each event of one response."""
        rest, id, type, data = b"", self.last_event_id, "message", []
        async for chunk in chunks:
            *lines, rest = LINE_END.split(rest + chunk)
            for line in lines:
                field, _, value = line.decode().partition(":")
                value = value.removeprefix(" ")
                if field == "id":
                    id = value
                elif field == "event":
                    type = value
                elif field == "data":
                    data.append(value)
                elif field == "retry" and value.isdigit():
                    self.retry = int(value) / 1000
                elif not line:
                    self.last_event_id = id
                    if data:
                        yield type, "\n".join(data)
                    type, data = "message", []


def report(type, id, data):
    """One line of JSON for each event that the application gets."""
    print(json.dumps({"type": type, "id": id, "data": data}), flush=True)
    if type != "content":
        json.loads(data)


def url():
    return sys.argv[1]
