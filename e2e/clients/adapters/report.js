// What each adapter says: one line of JSON for each event that its client hands to the application.
export const TYPES = ['message', 'kind', 'content', 'tidings:gap'];

// Parses the data as an application does. An error passes to the client, as it would there.
export function report(type, id, data) {
  console.log(JSON.stringify({ type: type || 'message', id, data }));
  if (type !== 'content') {
    JSON.parse(data);
  }
}
