/** Types of the gallery's themes for the tests. */
export const themes: Record<
  string,
  { readonly class: string; readonly variables: Record<string, string> }
>;
