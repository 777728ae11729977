/** Types of the gallery's server for the tests. */
export const out: string;
/** @param port 0 takes a free one */
export function openGallery(port?: number): Promise<{ readonly url: string; close(): void }>;
