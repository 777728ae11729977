/** Whether the panel is as low as at 200 % or under an editor: then what is asked for goes first. */
import { useEffect, useState } from 'preact/hooks';

/** The style sheets know the same height. */
const low = '(max-height: 480px)';

export function useLowWindow(): boolean {
  const [isLow, setLow] = useState(() => matchMedia(low).matches);
  useEffect(() => {
    const query = matchMedia(low);
    const follow = (): void => setLow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return isLow;
}
