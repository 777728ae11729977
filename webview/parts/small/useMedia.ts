/** Whether the panel is as small as a query says. The style sheets know the same sizes. */
import { useEffect, useState } from 'preact/hooks';

/** As low as at 200 % or under an editor: what is asked for goes first. */
export const lowPanel = '(max-height: 480px)';
/** Too narrow for all gates in one row, as next to a text on a laptop. */
export const narrowPanel = '(max-width: 719px)';

export function useMedia(sizes: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(sizes).matches);
  useEffect(() => {
    const query = matchMedia(sizes);
    const follow = (): void => setMatches(query.matches);
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [sizes]);
  return matches;
}
