/**
 * Whether a contact is gone when keys of these classes are: how it was known is part of its identity, and without a key for
 * its conversation nothing that it writes could be kept.
 */
export function erasesContact(classes: readonly string[]): boolean {
  return classes.includes("identity") || classes.includes("conversation");
}
