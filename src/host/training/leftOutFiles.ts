/** Which files of a folder are no text and so were not learnt from: said, because the user chose the folder. */

const mostNamed = 3;

/** @param names of at least one file */
export function leftOutText(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown =
    more > 0
      ? `${names.slice(0, mostNamed).join(', ')} and ${more.toLocaleString('en')} more`
      : names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
  return names.length === 1
    ? `${shown} is not text and was left out.`
    : `${shown} are not text and were left out.`;
}
