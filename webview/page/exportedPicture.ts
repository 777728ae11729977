/** The picture that `Export Picture…` saves: that of the tab that is shown. */
export interface Exporting {
  current: (() => Promise<void>) | undefined;
}
