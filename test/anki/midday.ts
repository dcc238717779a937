/**
 * Sets the time zone of this process, and of those it starts, to one where it is early afternoon: so that earlier today
 * is a study day old enough to hold a few reviews. Anki's test mode moves its clock between 02:00 and 04:00.
 */
export function setMidday(): void {
  const hour = new Date(Date.now()).getUTCHours();
  const offset = ((14 - hour + 36) % 24) - 12;
  // `Etc/GMT-3` is three hours east.
  process.env['TZ'] = `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}
