/** The other models of a document, which lie next to one another and begin with the same hash. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const ofModel = /^([0-9a-f]{32})(-[0-9a-f]{8})?\.safetensors$/;

/** @returns their paths, in the order of their names; none where it is no model's name */
export async function modelsBeside(path: string): Promise<string[]> {
  const [folder, name] = [dirname(path), basename(path)];
  const first = ofModel.exec(name)?.[1];
  if (first === undefined) return [];
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((other) => other !== name && ofModel.exec(other)?.[1] === first)
    .sort()
    .map((other) => join(folder, other));
}
