// Runs the stand-in on its own: node testing/messages-api/main.ts [port]
import { startMessagesApi } from "./server.ts";

const api = await startMessagesApi({ port: Number(process.argv[2] ?? 0) });
console.log(`listening ${api.url}`);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => api.close());
