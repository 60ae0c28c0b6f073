// Follows the feed as many browsers do, in a process of its own. Arguments: origin, readers, how many of them stall, cookie.
// On SIGTERM prints what it saw: delays of every piece of text, and the text by message.
import net from "node:net";

const [origin = "", count = "0", stalled = "0", cookie = ""] = process.argv.slice(2);
const { hostname, port } = new URL(origin);
const PARSED = 3;
const delays = [];
const texts = new Map();
const cursors = [];
let bytes = 0;

const now = () => performance.timeOrigin + performance.now();

/** A reader that asks and then takes nothing, as a browser on a computer that fell asleep. */
function stall() {
  const socket = net.connect(Number(port), hostname);
  socket.pause();
  socket.write(`GET /api/feed?scope=live&after=0 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\n\r\n`);
  socket.on("error", () => {});
}

function takeEvent(data, text) {
  const event = JSON.parse(data);
  for (const change of event.changes ?? []) {
    if (change.type !== "text" && change.type !== "replace") continue;
    const at = now();
    for (const [, stamp] of change.text.matchAll(/@([\d.]+) /g)) delays.push(at - Number(stamp));
    text.set(change.messageId, (change.type === "text" ? (text.get(change.messageId) ?? "") : "") + change.text);
  }
}

async function follow(index) {
  const response = await fetch(`${origin}/api/feed?scope=live`, { headers: { cookie } });
  const decoder = new TextDecoder();
  const text = new Map();
  if (index === 0) texts.set("first", text);
  let rest = "";
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (index >= PARSED) {
      // Only where it is: parsing everything 50 times over would measure this process.
      const id = Buffer.from(chunk).lastIndexOf("\nid: ");
      if (id >= 0 || Buffer.from(chunk.subarray(0, 4)).toString() === "id: ")
        cursors[index] = Number.parseInt(
          Buffer.from(chunk).toString("latin1", Math.max(0, id) + (id >= 0 ? 5 : 4)),
          10,
        );
      continue;
    }
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      const id = /^id: (\d+)$/m.exec(part)?.[1];
      if (id) cursors[index] = Number(id);
      if (data && id) takeEvent(data, text);
    }
  }
}

for (let index = 0; index < Number(count) - Number(stalled); index++) follow(index).catch(() => {});
for (let index = 0; index < Number(stalled); index++) stall();

process.on("SIGTERM", () => {
  const seen = { delays, bytes, cursors, texts: Object.fromEntries(texts.get("first") ?? []) };
  process.stdout.write(JSON.stringify(seen), () => process.exit(0));
});
console.error("ready");
