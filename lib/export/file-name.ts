/** Longest part of a title that a file is named by, in bytes of UTF-8: file systems take 255 in all. */
const LONGEST_BYTES = 160;
/** What some file system, shell or header takes for something else. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|%;']+/gu;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name for a file, from a title that anyone may have written. Letters of all scripts stay. */
export function fileName(title: string, extension: string): string {
  const clean = title
    .toWellFormed()
    .normalize("NFC")
    .replace(NOT_IN_NAMES, " ")
    .trim()
    .replace(/\s+/gu, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  const short = shortened(clean, LONGEST_BYTES).replace(/[.-]+$/g, "");
  const name = short === "" || RESERVED.test(short) ? `thread-${short}`.replace(/-$/, "") : short;
  return `${name}.${extension}`;
}

/** The header that makes a browser save what it gets under this name. */
export function contentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]+/g, "_").replace(/["\\]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Cuts between characters, never within one. */
function shortened(text: string, bytes: number): string {
  let size = 0;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, 4 * bytes))) {
    size += Buffer.byteLength(segment);
    if (size > bytes) break;
    kept += segment;
  }
  return kept;
}
