/** Names from files and words of texts as labels of quick picks, where `$(icon)` would be drawn. */

const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/** The same text, every sign of it shown as it is. */
export const escapeIcons = (text: string): string => text.replace(icon, (found) => `\\${found}`);
