/**
 * A word of the text in the case in which the user has begun to write it: "Ligh" of "lighthouse"
 * continues as "Lighthouse", "LIG" as "LIGHTHOUSE", "jul" of "JULIET" as "juliet". Case-exact
 * beginnings are not looked at here: those words stand as they are.
 */

/**
 * @param typed at least one letter
 * @returns of a word how it would go on; undefined where it does not begin so, whatever the case
 */
export function inCaseOf(typed: string): (word: string) => string | undefined {
  const lower = typed.toLowerCase();
  // Nearly every word is turned away by its first code unit.
  const first = [lower[0], typed.toUpperCase()[0]];
  const capitals = [...typed].length > 1 && isUpper(typed);
  return (word) => {
    if (!first.includes(word[0])) return undefined;
    if (word.slice(0, typed.length).toLowerCase() !== lower) return undefined;
    const rest = word.slice(typed.length);
    if (capitals) return typed + rest.toUpperCase();
    return typed + (isUpper(word) ? lowerRest(word, typed.length) : rest);
  };
}

/** In small letters as they are in the whole word: a sigma at its end is another one. */
function lowerRest(word: string, from: number): string {
  const lower = word.toLowerCase();
  return lower.length === word.length ? lower.slice(from) : word.slice(from).toLowerCase();
}

/** In capitals, as far as it has letters with a case. */
function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase();
}
