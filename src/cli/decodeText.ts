/**
 * Bytes of a file as text, by what the file itself says: a byte order mark, the zero bytes of UTF-16, or
 * that it is UTF-8. Any other encoding could only be guessed, and a wrong guess is trained on in silence:
 * so it is refused, with what to do.
 */

export type Decoded =
  | { readonly ok: true; readonly text: string }
  /** The rest of a sentence about the file. */
  | { readonly ok: false; readonly problem: string };

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const binary = 'is a binary file, not text, so there are no words in it. Choose a text file.';
const otherEncoding =
  'is neither UTF-8 nor UTF-16, and its encoding cannot be determined for sure. Convert it first; from Windows-1252: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEWFILE';

/** As many as VS Code looks at. */
const lookedAt = 512;

/** A mark stays, as the first character; the tokenizer passes it over. */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? { ok: false, problem: binary } : { ok: true, text };
  } catch {
    const isBinary = encoding === 'utf-8' && bytes.includes(0);
    if (isBinary) return { ok: false, problem: binary };
    const problem =
      encoding === 'utf-8'
        ? otherEncoding
        : `begins like ${encoding.toUpperCase()}, but is damaged. Save it again, as UTF-8.`;
    return { ok: false, problem };
  }
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [one, other] = bytes;
  if (one === 0xff && other === 0xfe) return 'utf-16le';
  if (one === 0xfe && other === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, Math.min(lookedAt, bytes.length & ~1));
  // Latin letters without a mark: every second byte is zero, and no other.
  if (start.length > 0 && start.every((byte, at) => (byte === 0) === (at % 2 === 1))) {
    return 'utf-16le';
  }
  if (start.length > 0 && start.every((byte, at) => (byte === 0) === (at % 2 === 0))) {
    return 'utf-16be';
  }
  return 'utf-8';
}
