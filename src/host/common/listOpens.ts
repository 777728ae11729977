/** Whether VS Code's word list opens by itself, by its setting `editor.quickSuggestions`. Pure. */

/** What the setting says where nothing is to open; an object, because VS Code 1.100 knows no word for all. */
export const never = { other: 'off', comments: 'off', strings: 'off' } as const;

/** @param value as the settings file has it: a switch, a word, or one for each kind of place */
export function listOpens(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return !('other' in value) || listOpens(value.other);
  }
  return value !== false && value !== 'off' && value !== 'inline';
}
