/** Answers what a document is, seen through its model, and at which token an offset lies. */
import { success, type Failure, type Result } from '../../../shared/failures';
import type { Overview } from '../../../shared/questions/gates';
import { layerCells } from '../../view/layerCells';
import type { Look } from '../../documents/look';

const tokensAtOnce = 500;

export async function overview(
  look: Look,
  { offset }: { readonly offset: number },
): Promise<Result<Overview, Failure>> {
  const { ids, model, text, versions } = look.view;
  const unknown = await countUnknown(look);
  const { shape } = model.network;
  const cursorToken = text.indexAt(offset);
  return success({
    ...versions,
    tokens: ids.length,
    layers: shape.L,
    hiddenSize: shape.H,
    cells: layerCells(model.network),
    tokenKind: shape.tokens,
    unknownShare: ids.length === 0 ? 0 : unknown / ids.length,
    cursorToken,
    cursorInside: cursorToken >= 0 && offset <= text.end(cursorToken),
  });
}

async function countUnknown({ view: { ids, model }, until }: Look): Promise<number> {
  let unknown = 0;
  let token = 0;
  await until(() => {
    const end = Math.min(ids.length, token + tokensAtOnce);
    for (; token < end; token++) if (ids.id(token) === model.vocabulary.unknown) unknown++;
    return token >= ids.length;
  });
  return unknown;
}
