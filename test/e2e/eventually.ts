/**
 * Asks again until `ask` answers without throwing, at most for `seconds`; then fails with the last error.
 * For effects that arrive through the stream: the bound is far above what they take, so it is no timed test.
 */
export async function eventually<T>(ask: () => Promise<T>, seconds = 60, everyMs = 100): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
