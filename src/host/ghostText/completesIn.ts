/** Whether words are completed in a document, by the settings. Pure. */
import type { Settings } from '../../shared/settings';

export function completesIn(
  now: Settings,
  { languageId }: { readonly languageId: string },
): boolean {
  const languages = now['completion.languages'];
  return now['completion.enabled'] && (languages.length === 0 || languages.includes(languageId));
}
