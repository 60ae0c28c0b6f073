/**
 * Texts that would run a script, fetch something from elsewhere or mislead, wherever they were taken for more than text.
 * They are made from tables, so that every way of writing meets every place where it could act.
 */
export interface Payload {
  /** A word that stands before it wherever it is shown, by which a test knows that it was shown. */
  id: string;
  text: string;
  kind: "event" | "fetch" | "link" | "breakout" | "terminal" | "hidden" | "template";
}

/** Where nobody answers; each request to it is one too many. */
export const ELSEWHERE = "elsewhere.test";
const URLS = [`http://${ELSEWHERE}/u`, `//${ELSEWHERE}/u`, `https://${ELSEWHERE}/u`];
/** What a script would do if it ran. */
const ACT = "window.__pwned=1";

const TAGS = [
  ...[
    '<img src="none.png" {}>',
    "<svg {}></svg>",
    "<svg><g {}><set attributeName=x {}></g></svg>",
    "<video {}><source src=x {}></video>",
  ],
  ...[
    "<audio src=none.mp3 {}></audio>",
    "<input autofocus {}>",
    "<select autofocus {}></select>",
    "<details open {}>x</details>",
  ],
  ...[
    "<iframe {}></iframe>",
    "<object data=none {}></object>",
    "<marquee {}>x</marquee>",
    "<a tabindex=1 autofocus {}>x</a>",
  ],
  ...[
    "<form {}><button {}>x</button></form>",
    "<link rel=stylesheet href=none.css {}>",
    "<math><mtext {}>x</mtext></math>",
    "<x-y autofocus tabindex=1 {}>x</x-y>",
  ],
];
const EVENTS = ["onerror", "onload", "onfocus", "ontoggle", "onclick"];
/** How an attribute is written, in turn. */
const WRITTEN: readonly ((name: string) => string)[] = [
  (name) => `${name}=${ACT}`,
  (name) => `${name.toUpperCase()}="${ACT}"`,
  (name) => `/${name}='${ACT}'`,
  (name) => `\n${name}\n=\n"${ACT}"`,
  (name) => `${name}="&#119;indow.__pwned&equals;1"`,
  (name) => `${name}=alert(1)`,
];

const FETCHERS = [
  ...[
    '<img src="{}">',
    "<img src=x srcset='{} 2x'>",
    '<video poster="{}"></video>',
    '<audio src="{}"></audio>',
    '<iframe src="{}"></iframe>',
  ],
  ...[
    '<link rel=stylesheet href="{}">',
    '<link rel=preload as=image href="{}">',
    '<link rel=icon href="{}">',
    '<script src="{}"></script>',
  ],
  ...[
    "<style>@import '{}';</style>",
    '<div style="background:url({})">x</div>',
    '<input type=image src="{}">',
    '<object data="{}"></object>',
  ],
  ...[
    '<svg><image href="{}" /></svg>',
    '<svg><use href="{}#a" /></svg>',
    '<embed src="{}">',
    '<table background="{}"></table>',
  ],
  ...[
    '<base href="{}">',
    '<meta http-equiv=refresh content="0;url={}">',
    '<iframe srcdoc="<img src={}>"></iframe>',
    "![a pixel]({})",
    "![a pixel][p]\n\n[p]: {}",
  ],
];

const FORM = '<form action="{}"><button>x</button></form>';

const SCHEMES = [
  ...[
    `javascript:${ACT}`,
    `JaVaScRiPt:${ACT}`,
    `java\tscript:${ACT}`,
    `&#106;avascript:${ACT}`,
    `javascript&colon;${ACT}`,
    `\u0001javascript:${ACT}`,
  ],
  ...[
    `javascript://%0a${ACT}`,
    `vbscript:${ACT}`,
    "data:text/html,<script>window.__pwned=1</script>",
    "data:image/svg+xml,<svg onload=window.__pwned=1>",
  ],
  ...[
    "file:///etc/passwd",
    "blob:http://x/y",
    "about:blank",
    "chrome://settings",
    "view-source:http://x",
    "intent://x",
    "ms-settings:x",
    "\\\\elsewhere.test\\u",
  ],
];
const LINKS = [
  "[x]({})",
  "[x](<{}>)",
  '[x]({} "title")',
  "<{}>",
  "[x][r]\n\n[r]: {}",
  "![x]({})",
  "[![x]({})]({})",
  '<a href="{}">x</a>',
];

const PREFIXES = [
  '">',
  "'>",
  "-->",
  "</title>",
  "</style>",
  "</script>",
  "</textarea>",
  "</pre></code>",
  "]]>",
  "`",
  "\\",
  "</mark>",
  "&lt;/mark&gt;",
  "\u0000",
];
const BODIES = [`<script>${ACT}</script>`, `<img src=none onerror=${ACT}>`, `<svg/onload=${ACT}>`];

/** What begins and ends a string that a terminal obeys, in 7 bits and in 8. */
const INTRODUCERS = [
  "\u001b]8;;",
  "\u001b]0;",
  "\u001b]52;c;",
  "\u001bP",
  "\u001b_",
  "\u009d8;;",
  "\u0090",
  "\u009b1m\u001b[31m",
];
const ENDS = ["\u0007", "\u001b\\", "\u009c", ""];
const TERMINAL = [`javascript:${ACT}`, `<img src=none onerror=${ACT}>`];

const TURNING = [0x202a, 0x202b, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068].map((code) => String.fromCharCode(code));
const TURNED = ["if (isAdmin{}) { // check", "rm -rf {}/tmp/x", "gpj{}.exe"];

const TEMPLATES = [`{{constructor.constructor('${ACT}')()}}`, `\${${ACT}}`, `<%= ${ACT} %>`, `__proto__[x]=${ACT}`];

/** Every second way of writing an attribute, beginning with one or the other. */
const written = (begin: number) => WRITTEN.filter((_, at) => (at + begin) % 2 === 0);

const filled = (template: string, word: string) => template.replaceAll("{}", () => word);

/** All of them, in the same order each time. */
export const PAYLOADS: readonly Payload[] = [
  ...TAGS.flatMap((tag, at) =>
    EVENTS.flatMap((event, on) => written(at + on).map((write) => of("event", filled(tag, write(event))))),
  ),
  ...[...FETCHERS, FORM].flatMap((tag) => URLS.map((url) => of("fetch", filled(tag, url)))),
  ...SCHEMES.flatMap((scheme) => LINKS.map((link) => of("link", filled(link, scheme)))),
  ...PREFIXES.flatMap((prefix) => BODIES.map((body) => of("breakout", `${prefix}${body}`))),
  ...INTRODUCERS.flatMap((begin) =>
    ENDS.flatMap((end) => TERMINAL.map((body) => of("terminal", `${begin}${body}${end}words`))),
  ),
  ...TURNED.flatMap((text) => TURNING.map((turn) => of("hidden", filled(text, turn)))),
  ...TEMPLATES.map((text) => of("template", text)),
].map((payload, at) => ({ ...payload, id: `n${at}` }));

function of(kind: Payload["kind"], text: string): Omit<Payload, "id"> {
  return { kind, text };
}

/** So many texts, each with its share of the payloads behind their words. @param between what stands before each */
export function bundles(count: number, between = "\n\n", place = ""): string[] {
  const texts = Array.from({ length: count }, () => "");
  for (const [at, { id, text }] of PAYLOADS.entries()) texts[at % count] += `${place}${id}${between}${text}${between}`;
  return texts;
}

/** Cuts a text at places that look random and are the same each time; pieces of up to so many characters. */
export function randomPieces(text: string, most: number, seed = 7): string[] {
  const pieces: string[] = [];
  let state = seed;
  for (let at = 0; at < text.length; ) {
    state = (state * 16_807) % 2_147_483_647;
    const length = 1 + (state % most);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
