/**
 * The rules of the house over any set of files and imports, so that they can be tried on planted
 * mistakes. Each broken rule is a sentence that names the file and the rule.
 */
import path from 'node:path';
import { circlesOf } from './circles';
import { features, floors, mostFiles, neighbours, buildings, type Building } from './house';
import type { Import } from './imports';

export function buildingOf(file: string): Building | undefined {
  if (/^src\/extension(\.ts)?$/.test(file)) return 'extension';
  if (file.startsWith('webview/')) return 'webview';
  const name = /^src\/([^/]+)\//.exec(file)?.[1];
  return buildings.find((building) => building === name);
}

/** The first folder within the building, or the file's own name where it stands in none. */
export function roomOf(file: string): string {
  const building = buildingOf(file);
  const inside =
    building === 'extension' ? 'extension' : file.replace(/^(src\/[^/]+|webview)\//, '');
  return inside.split('/')[0]?.replace(/(\.d)?\.[a-z]+$/, '') ?? '';
}

export function floorOf(file: string): number | undefined {
  const building = buildingOf(file);
  if (!building) return undefined;
  const floor = floors[building].findIndex((rooms) => rooms.includes(roomOf(file)));
  return floor < 0 ? undefined : floor;
}

/** Files that stand in no room of the table. */
export const withoutRoom = (files: readonly string[]): string[] =>
  files
    .filter((file) => !file.endsWith('.d.ts') && floorOf(file) === undefined)
    .map((file) => `${file} is in no room of the table in test/architecture/house.ts (floors).`);

export const strangers = (imports: readonly Import[]): string[] =>
  imports.flatMap(({ from, target, specifier }) => {
    const [here, there] = [buildingOf(from), target && buildingOf(target)];
    if (!here || !there || there === here || neighbours[here].includes(there)) return [];
    return [`${from} imports ${specifier}, but ${here} may not import ${there} (neighbours).`];
  });

/** Imports within a building that do not lead downward. */
export const upward = (imports: readonly Import[]): string[] =>
  imports.flatMap(({ from, target, specifier }) => {
    if (!target || buildingOf(from) !== buildingOf(target) || roomOf(from) === roomOf(target)) {
      return [];
    }
    const [here, there] = [floorOf(from), floorOf(target)];
    if (here === undefined || there === undefined || there < here) return [];
    const where = there === here ? 'on the same floor' : 'on a floor above';
    return [`${from} imports ${specifier}, but ${roomOf(target)} is ${where} (floors).`];
  });

export function circles(files: readonly string[], imports: readonly Import[]): string[] {
  const byTarget = new Map(files.map((file) => [file.replace(/\.tsx?$/, ''), file]));
  const imported = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { from, target } of imports) {
    const file = target && (byTarget.get(target) ?? byTarget.get(target.replace(/\.tsx?$/, '')));
    if (file && file !== from) imported.get(from)?.push(file);
  }
  return circlesOf(imported).map(
    (circle) => `${circle.join(', ')} import each other in a circle (no circles, types included).`,
  );
}

export function crowded(files: readonly string[]): string[] {
  const held = new Map<string, number>();
  for (const file of files) {
    const folder = path.posix.dirname(file);
    held.set(folder, (held.get(folder) ?? 0) + 1);
  }
  return [...held].flatMap(([folder, count]) =>
    count <= mostFiles
      ? []
      : [`${folder} holds ${count} files; at most ${mostFiles} (divide it by subject).`],
  );
}

/** A folder or a file has this name, whatever its ending. */
const isCalled = (file: string, word: string): boolean =>
  file.split('/').some((part) => part.replace(/(\.(test|scenario|bench))?\.[a-z]+$/, '') === word);

export const otherNouns = (files: readonly string[]): string[] =>
  Object.entries(features).flatMap(([noun, { notCalled }]) =>
    files.flatMap((file) =>
      notCalled
        .filter((word) => isCalled(file, word))
        .map((word) => `${file} says “${word}” for ${noun} (one noun per feature).`),
    ),
  );

export const missingRooms = (exists: (place: string) => boolean): string[] =>
  Object.entries(features).flatMap(([noun, { rooms }]) =>
    rooms
      .filter((room) => !exists(room))
      .map((room) => `${room} is not there, but ${noun} should live in it (one noun per feature).`),
  );
