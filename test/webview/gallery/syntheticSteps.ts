/** Steps of a small network of the gallery's cell, as the analyst tells them. */
import { stepsOf, walkLook, type WalkAsked, type WalkedText } from '../../worker/walkStage';

export function createSyntheticSteps(
  text: WalkedText,
  { cell, hidden: H, layers: L }: { cell: string; hidden: number; layers: number },
) {
  const window = /^window:(\d+)$/.exec(cell)?.[1];
  const shape = {
    ...{ cell, H, L, V: 97, E: 16 },
    ...(window !== undefined && { window: Number(window) }),
  };
  let look: ReturnType<typeof walkLook> | undefined;
  return (asked: WalkAsked) =>
    stepsOf((look ??= walkLook(text, shape)), asked).then((value) => ({
      ok: true as const,
      value,
    }));
}
