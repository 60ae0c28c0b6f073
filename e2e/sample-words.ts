/** What the sample's modules are, by name; the first files are what makes their kind known. */
export const MODULES: Record<string, { description: string; files: string[] }> = {
  orders: { description: "Takes orders and tells their state.", files: ["package.json", "CLAUDE.md", "src/states.ts"] },
  ledger: { description: "Books what was ordered, paid and given back.", files: ["package.json", "CLAUDE.md"] },
  parcels: { description: "Knows where each parcel is, and prints its label.", files: ["go.mod"] },
  storefront: { description: "What customers see: pages, prices, the basket.", files: ["package.json", "CLAUDE.md"] },
  "search-api": { description: "Finds products by words, and says why one is found.", files: ["pyproject.toml"] },
};

interface Live {
  module: string;
  question: string;
  text: string;
  activity?: string;
  silentSeconds?: number;
}

/** What is being answered. */
export const LIVE: readonly Live[] = [
  {
    module: "orders",
    question: "Which states can an order have, and which of them can it leave again?",
    text: "An order is `new`, `paid` or `sent`.\n\nOnly `new` can be left without a payment; a sent order goes back to `paid` when its parcel is lost, which",
  },
  {
    module: "ledger",
    question: "Compare the totals of last month with what the bank says, and list what differs by more than a cent.",
    text: "",
    activity: "waiting for the API",
  },
  {
    module: "parcels",
    question: "Why do labels for Switzerland need two pages?",
    text: "The second page is the customs form. It is printed whenever the country isn't in the union, see `labels/pages.go`.",
  },
  {
    module: "storefront",
    question: "Make the basket work by keyboard.",
    text: "The list has no focus",
    silentSeconds: 140,
  },
  {
    module: "search-api",
    question: "Which queries take longer than a second, and what do they have in common?",
    text: "Eleven of the last thousand.\n\nAll of them sort by price, and none has an index that starts with it. The slowest one also joins the stock of each warehouse, so",
  },
  {
    module: "orders",
    question:
      "Read the whole of the module, find everything that is written but never read, and propose what can go, in the order in which it can be taken out without breaking a test on the way.",
    text: "I have read 41 files so far. The first candidates are in `src/legacy`:",
  },
];

/** What waits for its turn. */
export const WAITING = [
  { module: "ledger", question: "Who may book a refund of more than 100 euros?" },
  { module: "storefront", question: "Which pages have no title?" },
  { module: "parcels", question: "How long do we keep the address of a parcel that was delivered?" },
] as const;

interface OldThread {
  title: string;
  module: string;
  question: string;
  text: string;
  tags?: string[];
  pinned?: boolean;
  failed?: boolean;
}

const TOPICS: readonly (readonly [title: string, module: string, text: string])[] = [
  ["Where parcels wait", "parcels", "In `waiting/`, one file for each, until a label was printed."],
  ["How a refund is booked", "ledger", "As a line of its own with a negative amount; the invoice stays as it was."],
  ["The retry of webhooks", "orders", "Five times, each twice as long after the one before, and never after a 410."],
  ["Which columns are indexed", "search-api", "`name`, `price` and `state`. The rest is read from the rows."],
  ["A flaky test of the login", "storefront", "It clicks before the form lives. Wait for the button instead."],
  ["Rounding of prices in the basket", "storefront", "Each line is rounded, and the sum of those is the total."],
  [
    "The order of migrations",
    "ledger",
    "By number. Two of them had the same one in March, which is why 0014 is empty.",
  ],
  ["Export of the stock as CSV", "orders", "The columns are id, name, quantity and price, in this order."],
  [
    "Why is the image 1.2 GB?",
    "search-api",
    "The model files are copied twice: once by the build, once by the stage after it.",
  ],
  ["Labels for returns", "parcels", "A return has the label of its parcel with an R before the number."],
];

const titleOf = (topic: string, round: number) => (round === 0 ? topic : `${topic}, part ${round + 1}`);

/** What was asked in the weeks before. */
export const OLD_THREADS: readonly OldThread[] = Array.from({ length: 24 }, (_, at) => {
  const [title, module, text] = TOPICS[at % TOPICS.length] ?? ["", "", ""];
  const round = Math.floor(at / TOPICS.length);
  const many = at === 12 ? ["a", "quite a long tag it is", "c", "d"] : [];
  const tags = at === 3 ? ["release", "database"] : at % 9 === 0 ? ["later"] : many;
  return {
    ...{ title: at === 12 ? "Everything that has to be known ".repeat(8) : titleOf(title, round), module, text, tags },
    question: `${title}: how does it work, and where is that decided?`,
    ...{ pinned: at === 1 || at === 7, failed: at % 11 === 4 },
  };
});

export const RULES_ANSWER = `The total is rounded **once**, after all lines were added up, to two places, half up.

- \`src/totals.ts\` adds the lines in tenths of a cent, as whole numbers.
- \`roundTotal\` turns that into cents. It is the only place that rounds.

\`\`\`ts
export const roundTotal = (tenths: number) => Math.floor((tenths + 5) / 10);
\`\`\`

The decision stands in \`docs/decisions.md\`, from March: before that each line was rounded, and invoices with many
lines were off by some cents.`;

export const RULES_OTHER = `The total is rounded **twice**: each line to tenths of a cent, then the sum to two places, half up.

- \`src/totals.ts\` adds the lines in tenths of a cent, as whole numbers.
- \`roundTotal\` turns that into cents. Refunds call it, too.

\`\`\`ts
export const roundTotal = (tenths: number) => Math.floor((tenths + 5) / 10);
\`\`\`

The decision stands in \`docs/decisions.md\`, from March.`;
