/** What the file says about itself besides its tensors, folded away. */
import type { JSX } from 'preact';
import type { TensorFile } from '../../src/shared/model/tensors';
import { whole } from '../parts/numbers';

export function MetadataView({ file }: { readonly file: TensorFile }): JSX.Element | null {
  const { metadata, metadataLeftOut } = file;
  if (metadata.length === 0) return null;
  const count = metadata.length + metadataLeftOut;
  return (
    <details class="metadata">
      <summary>
        What the file says about itself ({whole(count)} {count === 1 ? 'entry' : 'entries'})
      </summary>
      <dl>
        {metadata.map(({ name, text, length }) => (
          <div key={name}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{text}</bdi>
              {length > text.length && <span class="quiet"> ({whole(length)} characters)</span>}
            </dd>
          </div>
        ))}
      </dl>
      {metadataLeftOut > 0 && <p class="quiet">… and {whole(metadataLeftOut)} more.</p>}
    </details>
  );
}
