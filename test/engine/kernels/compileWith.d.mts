export function compileWith(changed: Readonly<Record<string, string>>): Promise<WebAssembly.Module>;
