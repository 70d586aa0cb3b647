/** Digits as Meta shows them: with the country set apart, where numbers of a country have one length. */
export function formattedPhone(digits: string): string {
  const american = /^1(\d{3})(\d{3})(\d{4})$/.exec(digits);
  if (american !== null) return `+1 ${american.slice(1).join("-")}`;
  const european = /^(34|44|33|49)(\d+)$/.exec(digits);
  return european === null ? `+${digits}` : `+${european[1]} ${european[2]}`;
}
