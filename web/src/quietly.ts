/** What the browser keeps besides the database may be closed to us. That only costs what was to be kept there. */
export function quietly<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
