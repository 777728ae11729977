/** What every view of the panel is given. */
import type { Page } from './page';
import type { Theme } from './theme';
import type { Exporting } from './twin/pictureActions';
import type { PanelHost } from './wire';

export interface ViewProperties {
  readonly page: Page;
  readonly host: PanelHost;
  readonly theme: Theme;
  readonly exporting: Exporting;
  readonly choose: (
    choice: Partial<
      Pick<Page, 'tab' | 'layer' | 'gate' | 'unit' | 'explained' | 'cursor' | 'step' | 'whatIf'>
    >,
  ) => void;
}
