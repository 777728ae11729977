/** The picture that `Export Picture…` saves: that of the tab that is shown. */
export interface ExportedPicture {
  current: (() => Promise<void>) | undefined;
}
