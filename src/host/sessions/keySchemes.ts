/** Beginnings of the keys of models that belong to no document of the user's. */

export const lessonScheme = 'lesson:';
export const importedScheme = 'gatescope-import:';
