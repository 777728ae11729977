/** What a person calls the document of a key, which is a URI: the last part of its path. */
export function nameOfKey(key: string): string {
  const last = key.split(/[/:]/).findLast((part) => part !== '') ?? key;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
