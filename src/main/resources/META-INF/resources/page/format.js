// Numbers, times and sizes as people read them.
export const number = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const percent = (value) => `${value >= 0 ? '+' : '−'}${Math.abs(value * 100).toFixed(2)} %`;

export function ago(then) {
  const minutes = Math.round((Date.now() - then) / 60_000);
  return minutes < 1 ? 'just now' : minutes < 60 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}

export function clockTime(date) {
  const digits = (value, count) => String(value).padStart(count, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((value) => digits(value, 2)).join(':');
  return `${time}.${digits(date.getMilliseconds(), 3)}`;
}

export function bytes(count) {
  return count < 1024
    ? `${count} B`
    : count < 1024 * 1024
      ? `${(count / 1024).toFixed(1)} KB`
      : `${(count / 1024 / 1024).toFixed(1)} MB`;
}

/** Text with what cannot be seen made visible, so that no event looks like another or turns the line around. */
export function visible(text) {
  return text
    .replace(/[\0-\x08\x0b-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(
      /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
      (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
}

/** JSON if it is, else nothing: events come from anybody. */
export function json(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A day and time in full, in the time zone of the browser. */
export const moment = (date) => date.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** How long something still lasts, in its two largest units. */
export function remaining(millis) {
  const seconds = Math.ceil(millis / 1_000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
