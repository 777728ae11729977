/** The text of a file: of the open document, else from the disk. */
import * as vscode from 'vscode';
import { endingOf } from '../common/nameOfKey';
import type { Texts } from './texts';

/** @returns undefined where it is no text */
export async function readText(uri: vscode.Uri, texts: Texts): Promise<string | undefined> {
  const open = texts.find(uri.toString());
  if (open && !open.isNotebook) return open.text();
  if (endingOf(uri.toString()) === 'ipynb') return undefined;
  return decode(await vscode.workspace.fs.readFile(uri));
}

/** Bytes decoded before the extension host gets its turn again: a few milliseconds. */
const slice = 2 ** 20;

/** UTF-8, or UTF-16 with its mark; a NUL anywhere else means that it is no text. */
async function decode(bytes: Uint8Array): Promise<string | undefined> {
  const [one, other] = bytes;
  const wide = one === 0xff && other === 0xfe ? 'utf-16le' : undefined;
  if (!wide && bytes.subarray(0, slice).includes(0)) return undefined;
  const decoder = new TextDecoder(wide ?? 'utf-8', { fatal: true });
  let text = '';
  try {
    for (let at = 0; at < bytes.length; at += slice) {
      text += decoder.decode(bytes.subarray(at, at + slice), { stream: true });
      await new Promise((resolve) => setImmediate(resolve));
    }
    text += decoder.decode();
  } catch {
    return undefined;
  }
  return text.includes('\0') ? undefined : text;
}
