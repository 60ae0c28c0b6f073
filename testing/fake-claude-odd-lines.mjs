// Bytes that no CLI should print, by name: what reads them must go on with the next line.

/** @param {(string | number[])[]} parts */
const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));

export const ODD_LINES = {
  "invalid-utf8": bytes('{"type":"odd","text":"', [0xff, 0xc3, 0x28, 0xe2, 0x82], '"}\n'),
  "invalid-json": bytes('{"type":"assistant","message":\n'),
  "no-json": bytes("Warning: something to do with the network\n"),
  bom: bytes([0xef, 0xbb, 0xbf], '{"type":"odd"}\n'),
  crlf: bytes('{"type":"odd"}\r\n'),
  blank: bytes("\n  \n\r\n\t\n"),
  "line-separators": bytes('{"type":"odd","text":"before\u2028between\u2029after\u0085end"}\n'),
  "lone-surrogate": bytes('{"type":"odd","text":"\\ud800"}\n'),
  nul: bytes('{"type":"odd","text":"\\u0000"}\n', [0], "\n"),
  "not-an-object": bytes('["type"]\n"text"\n17\nnull\ntrue\n'),
  "no-type": bytes('{"text":"of no type"}\n{"type":17}\n'),
  deep: bytes(`${"[".repeat(5_000)}${"]".repeat(5_000)}\n`),
  proto: bytes('{"type":"__proto__","__proto__":{"polluted":true}}\n{"type":"constructor"}\n'),
  "no-newline": bytes('{"type":"odd","text":"the file ends here"}'),
};
