/** Where the document of a key is, as a person reads it: a path where it is a file. */
export function placeOfKey(key: string): string {
  const place = key.replace(/^file:\/\//, '');
  try {
    return decodeURI(place);
  } catch {
    return place;
  }
}

/** What a person calls the document of a key, which is a URI: the last part of its path. */
export function nameOfKey(key: string): string {
  const last = key.split(/[/:]/).findLast((part) => part !== '') ?? key;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The ending of a name in small letters, without the dot; '' where there is none. */
export function endingOf(key: string): string {
  const name = key.split('/').at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}
