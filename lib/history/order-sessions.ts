import type { SessionFiles, Transcript } from "./find-transcripts.ts";
import { peekTranscript, type TranscriptHead } from "./peek-transcript.ts";

/** A transcript with what its first lines tell. */
export interface Peeked {
  transcript: Transcript;
  head: TranscriptHead;
}

/** Sessions that begin with the same line: copies of one another, the oldest first. */
export interface Family {
  sessions: { main: Peeked | null; agents: Transcript[] }[];
  newestMs: number;
}

const newestOf = ({ main, agents }: SessionFiles) =>
  Math.max(main?.mtimeMs ?? 0, ...agents.map(({ mtimeMs }) => mtimeMs));

/**
 * The order in which sessions are brought in: newest first, because those are looked for. When a session is forked,
 * the CLI copies its lines into the new one; of such sessions the oldest comes first, so that it keeps them.
 * @param onUnreadable told of each that can't be read
 */
export function orderSessions(
  sessions: readonly SessionFiles[],
  onUnreadable: (transcript: Transcript, error: unknown) => void,
): Family[] {
  const families = new Map<string, Family & { born: number[] }>();
  for (const session of sessions) {
    const main = session.main && peek(session.main, onUnreadable);
    const key = main?.head.firstId ?? session.dir;
    const family = families.get(key) ?? { sessions: [], newestMs: 0, born: [] };
    families.set(key, family);
    family.sessions.push({ main, agents: session.agents });
    family.newestMs = Math.max(family.newestMs, newestOf(session));
  }
  for (const { sessions: members } of families.values()) {
    members.sort((a, b) => (a.main?.transcript.bornMs ?? 0) - (b.main?.transcript.bornMs ?? 0));
  }
  return [...families.values()].sort((a, b) => b.newestMs - a.newestMs);
}

function peek(transcript: Transcript, onUnreadable: (transcript: Transcript, error: unknown) => void): Peeked | null {
  try {
    return { transcript, head: peekTranscript(transcript.path) };
  } catch (error) {
    onUnreadable(transcript, error);
    return null;
  }
}
