/** What every view of the panel is given, and what its parts are given in addition. */
import type { Overview } from '../../src/shared/questions/gates';
import type { ExportedPicture } from './exportedPicture';
import type { Page } from './page';
import type { Theme } from '../colours/theme';
import type { PanelHost } from './hostPort';

export interface ViewProperties {
  readonly page: Page;
  readonly host: PanelHost;
  readonly theme: Theme;
  readonly exporting: ExportedPicture;
  readonly choose: (
    choice: Partial<
      Pick<Page, 'tab' | 'layer' | 'gate' | 'unit' | 'explained' | 'cursor' | 'step' | 'whatIf'>
    >,
  ) => void;
}

/** What the parts of a view are given that show a network and a text, and ask about them. */
export interface ViewPartProperties extends ViewProperties {
  readonly overview: Overview;
  /** The view is looked at, and the weights stand still. */
  readonly active: boolean;
  /** Of text and model; another one asks again. */
  readonly version: string;
  /** What the answers are about: another one drops those that are held. */
  readonly subject: string;
}
