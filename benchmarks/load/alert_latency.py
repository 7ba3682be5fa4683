"""From a reading's 201 to AlertRaised at a SignalR client: API TOKEN FILE-OF-SENSORS HALF. Standard library only.

Each sensor's reading crosses its store's rule once; HALF 0 takes the first half of the file, 1 the second. Prints p50, p99 and max in ms.
A negative time (the hub was faster than the answer) counts as 0.
"""
import base64, datetime, http.client, json, os, socket, struct, sys, threading, time, urllib.parse

api, token, path, half = sys.argv[1:5]
host, port = urllib.parse.urlsplit(api).hostname, urllib.parse.urlsplit(api).port
sensors = [line.strip() for line in open(path)]
sensors = sensors[: len(sensors) // 2] if half == "0" else sensors[len(sensors) // 2:]


class Hub:
    """A WebSocket with SignalR's JSON protocol: enough of RFC 6455 to call and to listen."""

    def __init__(self):
        self.socket = socket.create_connection((host, port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((
            f"GET /hubs/live?access_token={token} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        assert b"101" in self.file.readline()
        while self.file.readline() != b"\r\n":
            pass
        self.send({"protocol": "json", "version": 1})

    def send(self, message):
        body = (json.dumps(message) + "\x1e").encode()
        assert len(body) < 126
        mask = os.urandom(4)
        self.socket.sendall(bytes([0x81, 0x80 | len(body)]) + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(body)))

    def messages(self):
        text = b""
        while True:
            head = self.file.read(2)
            length = head[1] & 0x7F
            if length == 126:
                length = struct.unpack(">H", self.file.read(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", self.file.read(8))[0]
            text += self.file.read(length)
            *whole, text = text.split(b"\x1e")
            for message in whole:
                yield time.monotonic(), json.loads(message)


raised, ready = {}, threading.Event()


def listen():
    hub = Hub()
    hub.send({"type": 1, "invocationId": "1", "target": "WatchOrganization", "arguments": []})
    for at, message in hub.messages():
        if message.get("type") == 3:
            if message.get("error"):
                sys.exit(message["error"])
            ready.set()
        elif message.get("target") == "AlertRaised":
            raised.setdefault(message["arguments"][0]["store_id"], at)


threading.Thread(target=listen, daemon=True).start()
if not ready.wait(60):
    sys.exit("The hub did not answer.")

acknowledged = {}
connection = http.client.HTTPConnection(host, port)
headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def call(method, path, body=None):
    connection.request(method, path, body and json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        sys.exit(f"{path}: {answer.status} {text[:300]}")
    return json.loads(text)


stores = {sensor: call("GET", f"/api/sensors/{sensor}")["sensor"]["store_id"] for sensor in sensors}
for sensor in sensors:
    start = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0) - datetime.timedelta(minutes=2)
    call("POST", "/api/sensors/data", {"data_type": "people_counting", "data": {
        "sensor_id": sensor, "timestamp": start.isoformat(), "end_time": (start + datetime.timedelta(seconds=60)).isoformat(), "line1_in": 15}})
    acknowledged[stores[sensor]] = time.monotonic()
    time.sleep(0.1)

deadline = time.monotonic() + 15
while len(raised) < len(acknowledged) and time.monotonic() < deadline:
    time.sleep(0.05)
missing = [store for store in acknowledged if store not in raised]
if missing:
    sys.exit(f"{len(missing)} of {len(acknowledged)} alerts were not raised")
times = sorted(max(0.0, (raised[store] - at) * 1000) for store, at in acknowledged.items())
print(f"p50 {times[len(times) // 2]:.1f}\np99 {times[min(len(times) - 1, len(times) * 99 // 100)]:.1f}\nmax {times[-1]:.1f}")
