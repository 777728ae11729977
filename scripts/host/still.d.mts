export function standStill(): void;
export const stillness: { readonly reducedMotion: 'reduce' };
