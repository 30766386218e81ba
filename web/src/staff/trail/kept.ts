/** A head that was kept elsewhere, as a file: three lines that a person can read, too. Pure. */

/** The number and hash of the last entry on a day. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
}

/** The file. */
export const written = ({ seq, hash, at }: Head): string =>
  `engawa audit head\nseq ${seq}\nhash ${hash}\nat ${at}\n`;

/** Reads what [`written`] wrote; null for anything else. */
export function read(text: string): Pick<Head, 'seq' | 'hash'> | null {
  const seq = /^seq (\d{1,15})\s*$/m.exec(text)?.[1];
  const hash = /^hash ([0-9a-f]{64})\s*$/m.exec(text)?.[1];
  return seq && hash ? { seq: Number(seq), hash } : null;
}
