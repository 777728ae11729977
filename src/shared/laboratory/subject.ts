/** The text that a section is about: the page knows its key and its name, never its words. */
import * as v from 'valibot';

export const subjectSchema = /* @__PURE__ */ (() =>
  v.object({ key: v.string(), name: v.string() }))();
export type Subject = v.InferOutput<typeof subjectSchema>;
