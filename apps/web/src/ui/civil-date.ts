/** The civil date that many days from now in the person's time zone, `YYYY-MM-DD`. */
export function civilDateIn(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
