/** Reads a view as JSON; null when the server says that it is gone. */
export async function fetchView<View>(url: string): Promise<View | null> {
  const response = await fetch(url, { cache: "no-store", headers: { accept: "application/json" } });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered ${response.status} to ${url}.`);
  return (await response.json()) as View;
}
