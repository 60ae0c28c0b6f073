// Loaded into the dashboard with --import: measures the delay of its event loop and writes it down when asked to
// (SIGUSR2 begins anew, and a file named by BENCH_PROBE is rewritten every half second).
import fs from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const file = process.env.BENCH_PROBE;
if (file) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  process.on("SIGUSR2", () => delay.reset());
  const ms = (nanoseconds) => nanoseconds / 1e6 - 5;
  setInterval(() => {
    const figures = { p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) };
    fs.writeFileSync(`${file}.new`, JSON.stringify(figures));
    fs.renameSync(`${file}.new`, file);
  }, 500).unref();
}
