/** The title of a tab with how many answers are being written: "(2) Threads · Switchboard". */
export function markedTitle(title: string, live: number): string {
  return live > 0 ? `(${live}) ${title}` : title;
}

/** The icon of a tab while answers are being written: the product's mark with their count, as a data URL. */
export function markedIcon(live: number): string {
  const count = live > 9 ? "9+" : String(Math.trunc(live));
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="none"><style>.ink{color:#2c58c0}@media (prefers-color-scheme:dark){.ink{color:#8fb2ff}}</style><g class="ink"><path d="M4 4c0 7.5 12 4.5 12 12" stroke="currentColor" stroke-width="1.9"/><circle cx="4" cy="4" r="2.75" fill="currentColor"/><circle cx="10" cy="4" r="1.75" fill="currentColor" opacity="0.4"/><circle cx="4" cy="16" r="1.75" fill="currentColor" opacity="0.4"/></g><circle cx="13" cy="13" r="7" fill="#0a7a4b"/><text x="13" y="16.2" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="${count.length > 1 ? 8 : 9.5}" fill="#fff">${count}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}
